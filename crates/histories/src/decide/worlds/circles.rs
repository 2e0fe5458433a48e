//! Walks in a directed graph, given as the arrows of each node.

use std::collections::VecDeque;

/// For each node a number that it shares with those on a circle with it (Kosaraju's algorithm).
pub(super) fn circles(graph: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(graph.len());
    let mut seen = vec![false; graph.len()];
    for start in 0..graph.len() {
        let mut stack = vec![(start, 0)];
        while let Some((node, next)) = stack.pop() {
            if next == 0 && std::mem::replace(seen.get_mut(node).unwrap_or(&mut true), true) {
                continue;
            }
            match graph.get(node).and_then(|arrows| arrows.get(next)) {
                Some(to) => stack.extend([(node, next + 1), (*to, 0)]),
                None => order.push(node),
            }
        }
    }
    let mut back = vec![Vec::new(); graph.len()];
    for (from, arrows) in graph.iter().enumerate() {
        for to in arrows {
            if let Some(back) = back.get_mut(*to) {
                back.push(from);
            }
        }
    }
    let mut circle = vec![usize::MAX; graph.len()];
    let mut count = 0;
    for start in order.into_iter().rev() {
        let mut stack = vec![start];
        let mut is_new = false;
        while let Some(node) = stack.pop() {
            match circle.get_mut(node) {
                Some(slot @ &mut usize::MAX) => *slot = count,
                _ => continue,
            }
            is_new = true;
            stack.extend(back.get(node).into_iter().flatten());
        }
        count += usize::from(is_new);
    }
    circle
}

/// Whether a path leads from one of these to one of those, past no hub.
pub(super) fn leads(graph: &[Vec<usize>], hubs: usize, from: &[usize], to: &[usize]) -> bool {
    if to.is_empty() {
        return false;
    }
    let mut seen = vec![false; graph.len()];
    let mut queue: VecDeque<usize> = from.iter().copied().collect();
    while let Some(node) = queue.pop_front() {
        match seen.get_mut(node) {
            Some(seen @ false) if node < hubs => *seen = true,
            _ => continue,
        }
        if to.contains(&node) {
            return true;
        }
        queue.extend(graph.get(node).into_iter().flatten());
    }
    false
}
