//! Sealing of secrets before they reach the database.
//!
//! `XChaCha20-Poly1305`. Each client has a data key of its own, which the master key wraps. A sealed value is bound to its place by
//! associated data: moved to another row, it does not open. Form: one byte of version, 24 of nonce, then the sealed text. A wrapped
//! data key has the id of its master key before that, so that several master keys may be in use while one replaces another.

use crate::error::Error;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use domain::id::ClientGuid;
use domain::random::Random;
use hmac::Mac;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use zeroize::Zeroizing;

const VERSION: u8 = 1;
/// The first byte of a wrapped data key that names its master key.
const WRAPPED: u8 = 2;
/// Bytes that name a master key: the first of its hash.
const KEY_ID_BYTES: usize = 4;
const NONCE_BYTES: usize = 24;
/// Bytes of a master key and of a data key.
pub const KEY_BYTES: usize = 32;

/// A key in memory; wiped when dropped, and never printed.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; KEY_BYTES]>);

impl SecretKey {
    pub fn new(bytes: [u8; KEY_BYTES]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A new key.
    pub fn draw(random: &dyn Random) -> Self {
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        random.fill(bytes.as_mut());
        Self(bytes)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// Where a sealed value stands: it opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub table: &'static str,
    pub column: &'static str,
    /// The guid of the row.
    pub row: &'a str,
}

impl Place<'_> {
    fn associated_data(&self) -> Vec<u8> {
        format!("{}\u{1f}{}\u{1f}{}", self.table, self.column, self.row).into_bytes()
    }
}

/// Seals a secret with a key, for a place.
pub(crate) fn seal(
    key: &SecretKey,
    place: Place<'_>,
    secret: &[u8],
    random: &dyn Random,
) -> Result<Vec<u8>, Error> {
    let mut nonce = [0; NONCE_BYTES];
    random.fill(&mut nonce);
    let sealed = cipher(key)
        .encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: &place.associated_data() })
        .map_err(|_| Error::Unsealable(place.table))?;
    let mut out = Vec::with_capacity(1 + NONCE_BYTES + sealed.len());
    out.push(VERSION);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    Ok(out)
}

/// Opens what [`seal`] made with the same key for the same place.
pub(crate) fn open(key: &SecretKey, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    let broken = || Error::Unsealable(place.table);
    let rest = sealed.strip_prefix(&[VERSION]).ok_or_else(broken)?;
    let (nonce, text) = rest.split_first_chunk::<NONCE_BYTES>().ok_or_else(broken)?;
    cipher(key)
        .decrypt(&XNonce::from(*nonce), Payload { msg: text, aad: &place.associated_data() })
        .map(Zeroizing::new)
        .map_err(|_| broken())
}

fn cipher(key: &SecretKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*key.0))
}

/// A keyed hash (HMAC-SHA-256, hex): equal inputs are recognised, and nobody without the key can try inputs.
pub(crate) fn keyed_hash(key: &SecretKey, purpose: &'static str, parts: &[&str]) -> String {
    // The data key seals; each purpose of hashing has a key of its own, made from it.
    let purpose_key = Zeroizing::new(mac(key.0.as_ref(), &[purpose]));
    crate::hex(&mac(purpose_key.as_ref(), parts))
}

/// HMAC-SHA-256 over parts that cannot run into each other.
fn mac(key: &[u8], parts: &[&str]) -> [u8; 32] {
    let Ok(mut mac) = hmac::Hmac::<sha2::Sha256>::new_from_slice(key) else {
        // HMAC takes keys of any length.
        return [0; 32];
    };
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part.as_bytes());
    }
    mac.finalize().into_bytes().into()
}

/// Names a master key and tells nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId([u8; KEY_ID_BYTES]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::hex(&self.0))
    }
}

impl SecretKey {
    /// The key's id.
    pub fn id(&self) -> KeyId {
        let hash = mac(self.0.as_ref(), &["key id"]);
        KeyId(hash.first_chunk().copied().unwrap_or_default())
    }
}

/// The master key, further ones that only open, and the clients' data keys once they were needed.
pub struct Keyring {
    master: SecretKey,
    further: Vec<SecretKey>,
    random: Arc<dyn Random>,
    clients: RwLock<HashMap<ClientGuid, SecretKey>>,
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring(…)")
    }
}

impl Keyring {
    pub fn new(master: SecretKey, random: Arc<dyn Random>) -> Self {
        Self { master, further: Vec::new(), random, clients: RwLock::default() }
    }

    /// With master keys that open what they wrapped, and wrap nothing.
    #[must_use]
    pub fn with_further(self, further: Vec<SecretKey>) -> Self {
        Self { further, ..self }
    }

    /// The id of the key that wraps.
    pub fn current(&self) -> KeyId {
        self.master.id()
    }

    fn place(client: &str) -> Place<'_> {
        Place { table: "clients", column: "data_key", row: client }
    }

    /// A new data key for a client, wrapped by the master key.
    pub fn new_data_key(&self, client: ClientGuid) -> Result<Vec<u8>, Error> {
        self.wrap(client, &SecretKey::draw(self.random.as_ref()))
    }

    fn wrap(&self, client: ClientGuid, key: &SecretKey) -> Result<Vec<u8>, Error> {
        self.seal(Self::place(&client.to_string()), key.0.as_ref())
    }

    /// Seals what belongs to the installation and to no client.
    pub(crate) fn seal(&self, place: Place<'_>, secret: &[u8]) -> Result<Vec<u8>, Error> {
        let sealed = seal(&self.master, place, secret, self.random.as_ref())?;
        Ok([&[WRAPPED][..], &self.master.id().0, &sealed].concat())
    }

    /// Opens what [`Self::seal`] made.
    pub(crate) fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        let id = wrapped_by(sealed).ok_or(Error::Unsealable(place.table))?;
        let mut keys = std::iter::once(&self.master).chain(&self.further);
        let key = keys.find(|key| key.id() == id).ok_or(Error::MasterKeyMissing(id))?;
        open(key, place, sealed.get(1 + KEY_ID_BYTES..).unwrap_or_default())
    }

    /// The data key wrapped by the current master key; none when it is already.
    pub(crate) fn rewrap(&self, client: ClientGuid, wrapped: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        if wrapped_by(wrapped) == Some(self.current()) {
            return Ok(None);
        }
        self.wrap(client, &self.unwrapped(client, wrapped)?).map(Some)
    }

    /// The client's data key, if it was unwrapped before.
    pub(crate) fn known(&self, client: ClientGuid) -> Option<SecretKey> {
        self.clients.read().unwrap_or_else(PoisonError::into_inner).get(&client).cloned()
    }

    /// Unwraps a client's data key and keeps it.
    pub(crate) fn unwrap(&self, client: ClientGuid, wrapped: &[u8]) -> Result<SecretKey, Error> {
        let key = self.unwrapped(client, wrapped)?;
        self.clients.write().unwrap_or_else(PoisonError::into_inner).insert(client, key.clone());
        Ok(key)
    }

    fn unwrapped(&self, client: ClientGuid, wrapped: &[u8]) -> Result<SecretKey, Error> {
        let name = client.to_string();
        let place = Self::place(&name);
        let opened = if wrapped_by(wrapped).is_some() {
            self.open(place, wrapped)?
        } else {
            // Of before keys had names.
            let mut keys = std::iter::once(&self.master).chain(&self.further);
            keys.find_map(|key| open(key, place, wrapped).ok()).ok_or(Error::Unsealable("clients"))?
        };
        let bytes = opened.as_slice().try_into().map_err(|_| Error::Unsealable("clients"))?;
        Ok(SecretKey::new(bytes))
    }

    pub(crate) fn random(&self) -> &dyn Random {
        self.random.as_ref()
    }
}

/// The master key that wrapped a data key; none in the form of before keys had names.
pub(crate) fn wrapped_by(wrapped: &[u8]) -> Option<KeyId> {
    let rest = wrapped.strip_prefix(&[WRAPPED])?;
    rest.first_chunk().copied().map(KeyId)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU8, Ordering};

    #[derive(Debug, Default)]
    struct Counting(AtomicU8);
    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0.fetch_add(1, Ordering::Relaxed));
        }
    }

    #[test]
    fn only_the_same_key_opens_only_at_the_same_place() {
        let random = Counting::default();
        let (key, other) = (SecretKey::draw(&random), SecretKey::draw(&random));
        let place = Place { table: "links", column: "grant", row: "LNK-1" };
        let sealed = seal(&key, place, b"open sesame", &random).unwrap();
        assert!(!sealed.windows(4).any(|part| part == b"sesa"));
        assert_eq!(open(&key, place, &sealed).unwrap().as_slice(), b"open sesame");
        assert!(open(&other, place, &sealed).is_err());
        assert!(open(&key, Place { row: "LNK-2", ..place }, &sealed).is_err());
        assert!(open(&key, Place { column: "session", ..place }, &sealed).is_err());
        for cut in 0..sealed.len() {
            assert!(open(&key, place, &sealed[..cut]).is_err());
        }
        for index in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[index] ^= 1;
            assert!(open(&key, place, &bent).is_err(), "byte {index}");
        }
    }

    #[test]
    fn keyed_hashes_tell_parts_apart() {
        let key = SecretKey::new([7; KEY_BYTES]);
        assert_eq!(keyed_hash(&key, "login", &["ab", "c"]), keyed_hash(&key, "login", &["ab", "c"]));
        assert_ne!(keyed_hash(&key, "login", &["ab", "c"]), keyed_hash(&key, "login", &["a", "bc"]));
        assert_ne!(keyed_hash(&key, "login", &["ab"]), keyed_hash(&key, "number", &["ab"]));
        assert_ne!(
            keyed_hash(&key, "login", &["ab"]),
            keyed_hash(&SecretKey::new([8; KEY_BYTES]), "login", &["ab"])
        );
    }
}
