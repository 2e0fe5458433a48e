//! The master keys of the installation: which are in use, and replacing one by another while everything goes on.

use crate::definitions::StoredDefinition;
use crate::error::Error;
use crate::seal::wrapped_by;
use crate::{KeyId, Row, Store, Write, args};
use domain::id::ClientGuid;
use std::collections::BTreeMap;

/// Clients whose data keys are wrapped anew in one commit.
const REWRAPPED_AT_ONCE: usize = 100;

/// A master key in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MasterKeyUse {
    /// None for data keys of before keys had names.
    pub key: Option<KeyId>,
    /// Clients whose data key it wraps.
    pub clients: usize,
    /// Descriptions of institutions whose secrets it seals.
    pub definitions: usize,
}

impl Store {
    /// Whether the master keys at hand open every client's data key.
    pub async fn check_master_key(&self) -> Result<(), Error> {
        for (client, wrapped) in self.data_keys().await? {
            self.keyring().unwrap(client, &wrapped)?;
        }
        for one in self.sealed_definitions().await? {
            self.open_definition(&one)?;
        }
        Ok(())
    }

    /// The master keys in use.
    pub async fn master_keys(&self) -> Result<Vec<MasterKeyUse>, Error> {
        let mut uses: BTreeMap<Option<KeyId>, (usize, usize)> = BTreeMap::new();
        for (_, wrapped) in self.data_keys().await? {
            let (clients, _) = uses.entry(wrapped_by(&wrapped)).or_default();
            *clients = clients.saturating_add(1);
        }
        for one in self.sealed_definitions().await? {
            let (_, definitions) =
                uses.entry(one.secrets_sealed.as_deref().and_then(wrapped_by)).or_default();
            *definitions = definitions.saturating_add(1);
        }
        let key_use = |(key, (clients, definitions))| MasterKeyUse { key, clients, definitions };
        Ok(uses.into_iter().map(key_use).collect())
    }

    /// Has the current master key wrap every data key that another one wraps. Servers go on meanwhile: the data keys themselves stay.
    /// Gives how many were wrapped anew.
    pub async fn rotate_master_key(&self) -> Result<usize, Error> {
        let mut count: usize = 0;
        let keys = self.data_keys().await?;
        for some in keys.chunks(REWRAPPED_AT_ONCE) {
            let mut writes = Vec::new();
            for (client, wrapped) in some {
                if let Some(anew) = self.keyring().rewrap(*client, wrapped)? {
                    // Another rotation at the same moment does the same.
                    writes.push(Write::new(
                        "UPDATE clients SET data_key = ?3 WHERE guid = ?1 AND data_key = ?2",
                        args![*client, wrapped.clone(), anew],
                    ));
                }
            }
            count = count.saturating_add(writes.len());
            self.commit(writes).await?;
        }
        for one in self.sealed_definitions().await? {
            if one.secrets_sealed.as_deref().and_then(wrapped_by) == Some(self.keyring().current()) {
                continue;
            }
            let Some(secrets) = self.open_definition(&one)? else { continue };
            let anew = self.seal_definition(&one.source, &one.id, &secrets)?;
            let write = Write::new(
                "UPDATE definitions SET secrets_sealed = ?4 WHERE source = ?1 AND id = ?2 AND secrets_sealed = ?3",
                args![&one.source, &one.id, one.secrets_sealed.clone(), anew],
            );
            self.commit(vec![write]).await?;
            count = count.saturating_add(1);
        }
        Ok(count)
    }

    async fn sealed_definitions(&self) -> Result<Vec<StoredDefinition>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT * FROM definitions WHERE secrets_sealed IS NOT NULL ORDER BY source, id",
                Vec::new(),
            )
            .await?;
        rows.iter().map(StoredDefinition::read).collect()
    }

    async fn data_keys(&self) -> Result<Vec<(ClientGuid, Vec<u8>)>, Error> {
        let rows = self
            .database()
            .read("SELECT guid, data_key FROM clients ORDER BY created_at, guid", Vec::new())
            .await?;
        let read = |row: &Row| Ok((row.parse("guid")?, row.blob("data_key")?.to_vec()));
        rows.iter().map(read).collect()
    }
}
