//! Rows that no id decides: by what they say, one connected part after the other.

use super::names::{Alike, Names};
use super::possible::{Class, Edge, Fit, Sides, told_one_day};
use super::told::{Answer, Day, Dossier, Known, Row, Told, day};
use super::worlds::{Need, Part, Side, Solved, solve};
use super::{Decision, Ground};
use crate::transaction::TransactionStatus;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Known transactions that are named in a suggestion.
const SUGGESTED_MAX: usize = 8;

pub(super) fn settle<'a>(
    sides: Sides<'a>,
    answer: &Answer<'a>,
    rows: &[Row<'a>],
    is_taken: &[bool],
    decisions: &mut [Option<Decision>],
) {
    let dossier = sides.dossier;
    let mut open: Vec<usize> =
        (0..rows.len()).filter(|at| decisions.get(*at).is_some_and(Option::is_none)).collect();
    if open.is_empty() || dossier.known.is_empty() {
        return;
    }
    // Not by their order, but by what they say.
    let said = |at: &usize| {
        let row = rows.get(*at)?;
        let told = &row.told;
        Some((
            row.day,
            told.amount,
            told.text,
            row.is_posted(),
            row.authorised,
            told.id,
            told.pending_id,
            *at,
        ))
    };
    open.sort_unstable_by(|one, other| said(one).cmp(&said(other)));
    let free: Vec<usize> =
        (0..dossier.known.len()).filter(|place| is_taken.get(*place) == Some(&false)).collect();
    let row_classes = sides.row_classes(rows, &open);
    let known_classes = sides.known_classes(&free);
    let mut desk = Desk {
        rows: row_classes
            .iter()
            .filter_map(|class| Some((class, *rows.get(*class.members.first()?)?)))
            .collect(),
        known: known_classes
            .iter()
            .filter_map(|class| Some((class, dossier.known.get(*class.members.first()?)?)))
            .collect(),
        sides,
        names: None,
        texts: answer.rows.iter().map(|row| row.text).collect(),
    };
    let mut edges = desk.edges();
    desk.prefer(&mut edges);
    for part in parts(desk.rows.len(), desk.known.len(), &edges) {
        desk.settle(&part, decisions);
    }
}

struct Desk<'a, 'b> {
    rows: Vec<(&'b Class, Row<'a>)>,
    known: Vec<(&'b Class, &'a Known<'a>)>,
    sides: Sides<'a>,
    /// Made when it is first needed.
    names: Option<Names<'a>>,
    texts: Vec<&'a str>,
}

/// How much speaks for an edge, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    AmountAndNames,
    /// The amount, and a part of the names; of a pending form, which may have been dropped.
    AmountAndPart,
    /// The amount has changed, the day of purchase is the same.
    NamesAndDay,
    AmountOrNames,
}

impl Desk<'_, '_> {
    fn edges(&mut self) -> Vec<Edge> {
        let (sides, texts) = (self.sides, &self.texts);
        let names = &mut self.names;
        sides.edges(&self.rows, &self.known, &mut |one, other| {
            names.get_or_insert_with(|| all_names(sides.dossier, texts)).compare(one, other) == Alike::Whole
        })
    }

    /// How far the names of a row are those of a known one, by whatever link.
    fn alike(&mut self, row: usize, known: usize) -> Alike {
        let (Some((_, row)), Some((_, known))) = (self.rows.get(row), self.known.get(known)) else {
            return Alike::Not;
        };
        let names = self.names.get_or_insert_with(|| all_names(self.sides.dossier, &self.texts));
        known
            .sightings
            .iter()
            .map(|one| names.compare(one.told.text, row.told.text))
            .max()
            .unwrap_or(Alike::Not)
    }

    /// Drops edges where either end has a better one. An edge that is the only one of both its ends needs no comparison.
    fn prefer(&mut self, edges: &mut Vec<Edge>) {
        let of_ends = (self.rows.len(), self.known.len());
        let mut times: Ends<u32> = Ends::of(of_ends);
        // A name in common, as that of a town, on the day of purchase says no more than the amount on that day.
        let mut has_amount_and_day: Ends<bool> = Ends::of(of_ends);
        for edge in edges.iter() {
            times.each(edge, |times| *times += 1);
            if edge.fit == Fit::Amount && self.is_one_day(edge) {
                has_amount_and_day.each(edge, |has| *has = true);
            }
        }
        let mut rank = |edge: &Edge| match self.rank(edge) {
            Rank::NamesAndDay if has_amount_and_day.any(edge, |has| *has) => Rank::AmountOrNames,
            rank => rank,
        };
        let ranks: Vec<Option<Rank>> =
            edges.iter().map(|edge| times.any(edge, |times| *times > 1).then(|| rank(edge))).collect();
        let mut best: Ends<Option<Rank>> = Ends::of(of_ends);
        for (edge, rank) in edges.iter().zip(&ranks) {
            if let Some(rank) = rank {
                best.each(edge, |best| *best = Some(best.map_or(*rank, |best| best.min(*rank))));
            }
        }
        let mut ranks = ranks.into_iter();
        edges.retain(|edge| {
            let rank = ranks.next().flatten();
            rank.is_none_or(|rank| !best.any(edge, |best| best.is_some_and(|best| best < rank)))
        });
    }

    fn rank(&mut self, edge: &Edge) -> Rank {
        // What the link itself has told just so is no worse than the like of it, whatever others said.
        if self.is_told_again(edge) {
            return Rank::AmountAndNames;
        }
        match edge.fit {
            Fit::Same => Rank::AmountAndNames,
            Fit::NamesAndDay => Rank::NamesAndDay,
            Fit::Names => Rank::AmountOrNames,
            Fit::Amount => match self.alike(edge.row, edge.known) {
                Alike::Whole => Rank::AmountAndNames,
                Alike::InPart if self.is_pending(edge) => Rank::AmountAndPart,
                Alike::InPart => Rank::AmountAndNames,
                Alike::Not => Rank::AmountOrNames,
            },
        }
    }

    fn is_pending(&self, edge: &Edge) -> bool {
        self.known.get(edge.known).is_some_and(|(_, known)| known.is_pending())
            || self.rows.get(edge.row).is_some_and(|(_, row)| !row.is_posted())
    }

    /// Both tell the same day of purchase.
    fn is_one_day(&self, edge: &Edge) -> bool {
        let of = self.rows.get(edge.row).zip(self.known.get(edge.known));
        of.is_some_and(|((_, row), (_, known))| known.forms().any(|one| told_one_day(&one.told, row)))
    }

    fn settle(&mut self, part: &Connected, decisions: &mut [Option<Decision>]) {
        let mut edges = part.edges.clone();
        edges.sort_by_key(|edge| self.distance(edge));
        let (rows, known) = (&part.rows, places(&edges));
        let needs: Vec<Need> = known.iter().map(|place| self.need(*place, &edges)).collect();
        let row_side = |row: &usize| {
            let (class, _) = self.rows.get(*row)?;
            Some(Side { count: class.members.len(), need: if class.must { Need::Must } else { Need::May } })
        };
        let known_side = |place: &usize| self.known.get(*place).map(|(class, _)| class.members.len());
        let of_row: HashMap<usize, usize> = rows.iter().enumerate().map(|(at, row)| (*row, at)).collect();
        let of_known: HashMap<usize, usize> = known.iter().enumerate().map(|(at, one)| (*one, at)).collect();
        let solved = solve(&Part {
            rows: rows.iter().filter_map(row_side).collect(),
            known: known
                .iter()
                .filter_map(known_side)
                .zip(&needs)
                .map(|(count, need)| Side { count, need: *need })
                .collect(),
            edges: edges
                .iter()
                .filter_map(|edge| Some((*of_row.get(&edge.row)?, *of_known.get(&edge.known)?)))
                .collect(),
        });
        let group_of = |row: usize| of_row.get(&row).and_then(|at| solved.group.get(*at)).copied();
        // Where it is not known how many are joined, or with whom, all that could change places are asked about.
        let is_unsure = solved.is_open.contains(&true) || self.matters(&edges, &solved, group_of);
        let loose: HashSet<usize> = edges
            .iter()
            .zip(&solved.varies)
            .filter(|(_, varies)| is_unsure && **varies)
            .map(|(edge, _)| edge.row)
            .collect();
        let mut joined = Joined::new();
        for (edge, pairs) in edges.iter().zip(&solved.pairs).filter(|(edge, _)| !loose.contains(&edge.row)) {
            if let Some(group) = group_of(edge.row) {
                let pair = std::iter::repeat_n((edge.row, edge.known), *pairs);
                joined.entry(group).or_default().extend(pair);
            }
        }
        self.join(&edges, &joined, decisions);
        for row in rows {
            let is_possible = |edge: &&Edge| edge.row == *row && loose.contains(row);
            let possible: Vec<usize> = edges.iter().filter(is_possible).map(|edge| edge.known).collect();
            self.leave(*row, &possible, decisions);
        }
    }

    /// Whether it matters who of a group is joined with whom. Equal amounts can change places, and stay as many; but what has another
    /// amount grew from some one of them, and where one is left over, it must be like the others.
    fn matters(&self, edges: &[Edge], solved: &Solved, group_of: impl Fn(usize) -> Option<usize>) -> bool {
        if !solved.varies.contains(&true) {
            return false;
        }
        let mut used_rows: HashMap<usize, usize> = HashMap::new();
        let mut used_known: HashMap<usize, usize> = HashMap::new();
        for (edge, pairs) in edges.iter().zip(&solved.pairs) {
            *used_rows.entry(edge.row).or_default() += pairs;
            *used_known.entry(edge.known).or_default() += pairs;
        }
        let mut groups: HashMap<usize, Group<'_>> = HashMap::new();
        for (edge, _) in edges.iter().zip(&solved.varies).filter(|(_, varies)| **varies) {
            let ends = self.rows.get(edge.row).zip(self.known.get(edge.known));
            let (Some(group), Some(((rows, row), (places, known)))) = (group_of(edge.row), ends) else {
                continue;
            };
            let is_left =
                |class: &Class, used: Option<&usize>| used.is_none_or(|used| *used < class.members.len());
            let of = groups.entry(group).or_default();
            of.has_other_amounts |= matches!(edge.fit, Fit::Names | Fit::NamesAndDay);
            of.is_row_left |= is_left(rows, used_rows.get(&edge.row));
            of.is_known_left |= is_left(places, used_known.get(&edge.known));
            of.rows.insert((row.day, row.told.text));
            of.known.extend(known.forms().next().map(|form| (day(form.told.date), form.told.text)));
        }
        groups.values().any(|of| {
            of.has_other_amounts
                || (of.is_row_left && of.rows.len() > 1)
                || (of.is_known_left && of.known.len() > 1)
        })
    }

    /// Joins rows with known ones, as many on each edge as it has pairs.
    fn join(&mut self, edges: &[Edge], joined: &Joined, decisions: &mut [Option<Decision>]) {
        let of: HashMap<(usize, usize), &Edge> =
            edges.iter().map(|edge| ((edge.row, edge.known), edge)).collect();
        let mut next = [HashMap::new(), HashMap::new()];
        for group in joined.values() {
            let mut pairs = self.in_order(group, &of);
            self.by_names(&mut pairs, &of);
            for pair in pairs {
                let Some(edge) = of.get(&pair) else { continue };
                let ground = match edge.fit {
                    Fit::Same | Fit::Names | Fit::NamesAndDay => Ground::Content,
                    Fit::Amount if self.alike(edge.row, edge.known) > Alike::Not => Ground::Content,
                    Fit::Amount => Ground::Count,
                };
                let [rows, known] = &mut next;
                let row =
                    self.rows.get(edge.row).and_then(|(class, _)| next_of(rows, edge.row, &class.members));
                let place = self
                    .known
                    .get(edge.known)
                    .and_then(|(class, _)| next_of(known, edge.known, &class.members));
                if let (Some(slot), Some(place)) = (row.and_then(|row| decisions.get_mut(row)), place) {
                    *slot = Some(Decision::Known(place, ground));
                }
            }
        }
    }

    /// Of those that can change places, the first with the first and the last with the last: links that tell days a little apart keep
    /// the order.
    fn in_order(
        &self,
        pairs: &[(usize, usize)],
        edges: &HashMap<(usize, usize), &Edge>,
    ) -> Vec<(usize, usize)> {
        let mut rows: Vec<usize> = pairs.iter().map(|(row, _)| *row).collect();
        let mut known: Vec<usize> = pairs.iter().map(|(_, known)| *known).collect();
        rows.sort_by_key(|row| (self.rows.get(*row).map(|(_, row)| row.day), *row));
        known.sort_by_key(|place| (self.known.get(*place).and_then(|(_, known)| form_day(known)), *place));
        let ordered: Vec<(usize, usize)> = rows.into_iter().zip(known).collect();
        if ordered.iter().all(|pair| edges.contains_key(pair)) { ordered } else { pairs.to_vec() }
    }

    /// Lets two pairs change partners where all names of one are then the same, or with the same names the whole text.
    fn by_names(&mut self, pairs: &mut [(usize, usize)], edges: &HashMap<(usize, usize), &Edge>) {
        if pairs.len() > NAMED_MAX {
            return;
        }
        for one in 0..pairs.len() {
            for other in one + 1..pairs.len() {
                let (Some(a), Some(b)) = (pairs.get(one).copied(), pairs.get(other).copied()) else {
                    continue;
                };
                let (c, d) = ((a.0, b.1), (b.0, a.1));
                let mut same = |pairs: [(usize, usize); 2]| {
                    let names = pairs.iter().filter(|of| self.alike(of.0, of.1) == Alike::Whole).count();
                    (names, pairs.iter().filter(|of| self.is_one_text(of.0, of.1)).count())
                };
                if edges.contains_key(&c) && edges.contains_key(&d) && same([c, d]) > same([a, b]) {
                    if let Some(slot) = pairs.get_mut(one) {
                        *slot = c;
                    }
                    if let Some(slot) = pairs.get_mut(other) {
                        *slot = d;
                    }
                }
            }
        }
    }

    /// What was joined with nothing is new, unless it may be one of these classes.
    fn leave(&self, row: usize, possible: &[usize], decisions: &mut [Option<Decision>]) {
        let Some((rows, _)) = self.rows.get(row) else { return };
        let members =
            possible.iter().filter_map(|place| self.known.get(*place)).flat_map(|(class, _)| &class.members);
        let members: Vec<usize> = members.take(SUGGESTED_MAX).copied().collect();
        for row in &rows.members {
            if let Some(slot @ None) = decisions.get_mut(*row) {
                *slot =
                    Some(if members.is_empty() { Decision::New } else { Decision::Suggest(members.clone()) });
            }
        }
    }

    /// Days between a row and what it could be, and whether their texts differ: those that are nearest are joined where several ways
    /// are as good.
    fn distance(&self, edge: &Edge) -> (i32, bool, usize, usize) {
        let days = |row: &Row<'_>, known: &Known<'_>| {
            let form = known.forms().next()?;
            Some(((row.day - day(form.told.date)).abs(), form.told.text != row.told.text))
        };
        let of = self.rows.get(edge.row).zip(self.known.get(edge.known));
        let (days, differs) = of.and_then(|((_, row), (_, known))| days(row, known)).unwrap_or_default();
        (days, differs, edge.row, edge.known)
    }

    /// Whether this answer tells it: surely, when it was posted in its days; and most likely as what grew from it, when it is a pending
    /// one that has gone and left one like it.
    fn need(&mut self, place: usize, edges: &[Edge]) -> Need {
        let Some((class, known)) = self.known.get(place).copied() else { return Need::May };
        if class.must {
            return Need::Must;
        }
        let could_leave = |desk: &mut Self, edge: &Edge| match edge.fit {
            Fit::Same | Fit::NamesAndDay => true,
            Fit::Amount if desk.rows.get(edge.row).is_some_and(|(_, row)| !row.is_posted()) => false,
            Fit::Amount => desk.alike(edge.row, place) == Alike::Whole || desk.has_same_text(edge.row, known),
            Fit::Names => false,
        };
        let leaves_one = self.sides.is_gone(known)
            && (self.sides.is_own(known) || self.is_alone(place, edges))
            && edges
                .iter()
                .filter(|edge| edge.known == place)
                .any(|edge| self.is_told_again(edge) || could_leave(self, edge));
        if leaves_one { Need::Should } else { Need::May }
    }

    /// It can be one row and no other, and that row no other known one.
    fn is_alone(&self, place: usize, edges: &[Edge]) -> bool {
        let mut own = edges.iter().filter(|edge| edge.known == place);
        let (Some(edge), None) = (own.next(), own.next()) else { return false };
        let is_single = |class: Option<&Class>| class.is_some_and(|class| class.members.len() == 1);
        edges.iter().filter(|other| other.row == edge.row).count() == 1
            && is_single(self.rows.get(edge.row).map(|(class, _)| *class))
            && is_single(self.known.get(place).map(|(class, _)| *class))
    }

    /// The answer's link has told it just so before, whatever others said of it.
    fn is_told_again(&self, edge: &Edge) -> bool {
        let of = self.rows.get(edge.row).zip(self.known.get(edge.known));
        let Some(((_, row), (_, known))) = of else { return false };
        let is_same = |one: &Told<'_>, other: &Told<'_>| {
            (one.status, one.amount, one.date, one.text)
                == (other.status, other.amount, other.date, other.text)
        };
        known.sightings.iter().any(|one| one.link == self.sides.link && is_same(&one.told, &row.told))
    }

    fn is_one_text(&self, row: usize, known: usize) -> bool {
        let of = self.rows.get(row).zip(self.known.get(known));
        of.is_some_and(|((_, row), (_, known))| known.forms().any(|one| one.told.text == row.told.text))
    }

    /// The same text as that of its pending form, even one that names nobody.
    fn has_same_text(&self, row: usize, known: &Known<'_>) -> bool {
        let text = self.rows.get(row).map(|(_, row)| row.told.text.to_lowercase());
        known.told_as(TransactionStatus::Pending).any(|one| Some(one.told.text.to_lowercase()) == text)
    }
}

/// Rows and known ones that can change places: their days and texts, and whether there are more than find a partner.
#[derive(Debug, Default)]
struct Group<'a> {
    rows: HashSet<(Day, &'a str)>,
    known: HashSet<(Day, &'a str)>,
    is_row_left: bool,
    is_known_left: bool,
    has_other_amounts: bool,
}

/// Something for each class that edges end in.
#[derive(Debug)]
struct Ends<T> {
    rows: Vec<T>,
    known: Vec<T>,
}

impl<T: Clone + Default> Ends<T> {
    fn of((rows, known): (usize, usize)) -> Self {
        Self { rows: vec![T::default(); rows], known: vec![T::default(); known] }
    }

    fn both(&self, edge: &Edge) -> Option<(&T, &T)> {
        self.rows.get(edge.row).zip(self.known.get(edge.known))
    }

    fn any(&self, edge: &Edge, is: impl Fn(&T) -> bool) -> bool {
        self.both(edge).is_some_and(|(row, known)| is(row) || is(known))
    }

    fn each(&mut self, edge: &Edge, change: impl Fn(&mut T)) {
        if let Some((row, known)) = self.rows.get_mut(edge.row).zip(self.known.get_mut(edge.known)) {
            change(row);
            change(known);
        }
    }
}

/// Of so many that can change places, names are compared.
const NAMED_MAX: usize = 100;

/// Pairs of classes that are joined, one for each row, by the group in which they can change places.
type Joined = BTreeMap<usize, Vec<(usize, usize)>>;

/// Each member of a class once, in their order.
fn next_of(next: &mut HashMap<usize, usize>, class: usize, members: &[usize]) -> Option<usize> {
    let at = next.entry(class).or_default();
    *at += 1;
    members.get(*at - 1).copied()
}

fn form_day(known: &Known<'_>) -> Option<Day> {
    known.forms().next().map(|form| day(form.told.date))
}

fn all_names<'a>(dossier: &Dossier<'a>, texts: &[&'a str]) -> Names<'a> {
    let known = dossier.known.iter().flat_map(|known| &known.sightings).map(|one| one.told.text);
    Names::of(known.chain(texts.iter().copied()))
}

fn places(edges: &[Edge]) -> Vec<usize> {
    let mut places: Vec<usize> = edges.iter().map(|edge| edge.known).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Classes of rows that are connected by what they could be, by their places.
#[derive(Debug, Default)]
struct Connected {
    rows: Vec<usize>,
    edges: Vec<Edge>,
}

/// Every class of rows in exactly one part, in the order of the first.
fn parts(rows: usize, known: usize, edges: &[Edge]) -> Vec<Connected> {
    let mut root: Vec<usize> = (0..rows + known).collect();
    for edge in edges {
        let (one, other) = (find(&mut root, edge.row), find(&mut root, rows + edge.known));
        if let Some(slot) = root.get_mut(one) {
            *slot = other;
        }
    }
    let mut place: HashMap<usize, usize> = HashMap::with_capacity(rows);
    let mut parts: Vec<Connected> = Vec::with_capacity(rows);
    for row in 0..rows {
        let at = *place.entry(find(&mut root, row)).or_insert_with(|| {
            parts.push(Connected::default());
            parts.len() - 1
        });
        if let Some(part) = parts.get_mut(at) {
            part.rows.push(row);
        }
    }
    for edge in edges {
        let at = place.get(&find(&mut root, edge.row)).copied();
        if let Some(part) = at.and_then(|at| parts.get_mut(at)) {
            part.edges.push(*edge);
        }
    }
    parts
}

/// The root of a tree, its branches made shorter on the way.
fn find(root: &mut [usize], of: usize) -> usize {
    let mut at = of;
    while let Some(next) = root.get(at).copied().filter(|next| *next != at) {
        let after = root.get(next).copied().unwrap_or(next);
        if let Some(slot) = root.get_mut(at) {
            *slot = after;
        }
        at = next;
    }
    at
}
