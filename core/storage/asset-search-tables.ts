/**
 * The assets table as searching wants it, with ratings and collections. What it held comes back from the journals, which are
 * read again from their start.
 *
 * `position` orders assets by time and is the key of the full-text index and of tags, so that a search stays within narrow
 * indexes (a row with its record is some 2 kB). `listed` means: current and not in the trash. Triggers keep what follows from
 * other columns, whoever changes them.
 */
export const assetSearchTables = `
  DROP TABLE assets;
  DROP TABLE asset_words;
  DELETE FROM heads;
  DELETE FROM parents;
  DELETE FROM history;
  UPDATE projects SET journal_offset = 0;

  CREATE TABLE assets (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, project_id TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
    kind TEXT NOT NULL, role TEXT, media_type TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL,
    created_at TEXT NOT NULL, parents TEXT NOT NULL, job_id TEXT NOT NULL, recipe TEXT, quality TEXT, facts TEXT NOT NULL,
    tags TEXT NOT NULL, session TEXT NOT NULL, trashed_at TEXT, current INTEGER NOT NULL DEFAULT 0, rating INTEGER NOT NULL DEFAULT 0,
    model TEXT, source_sha256 TEXT, UNIQUE (project_id, name, version), UNIQUE (project_id, path)
  ) STRICT;
  CREATE INDEX assets_by_time ON assets (project_id, created_at);
  CREATE INDEX assets_by_hash ON assets (sha256);
  CREATE INDEX assets_by_source ON assets (source_sha256) WHERE source_sha256 IS NOT NULL;
  CREATE INDEX assets_by_size ON assets (project_id, size_bytes);
  CREATE INDEX assets_newest ON assets (position, current, project_id, kind, role, model, rating, session) WHERE trashed_at IS NULL;
  CREATE INDEX assets_named ON assets (name, position, current, project_id, kind, role, model, rating, session) WHERE trashed_at IS NULL;
  CREATE INDEX assets_rated ON assets (rating, position, current, project_id, kind, role, model, session) WHERE trashed_at IS NULL;
  CREATE INDEX assets_counted ON assets (project_id, current, kind, model, session) WHERE trashed_at IS NULL;
  CREATE INDEX assets_trashed ON assets (position, project_id, kind, role, model, rating, session) WHERE trashed_at IS NOT NULL;

  CREATE INDEX history_undone ON history (project_id) WHERE undone = 1;

  CREATE VIRTUAL TABLE asset_words USING fts5
    (words, tokenize = 'porter unicode61', content = '', contentless_delete = 1, prefix = '2 3');
  CREATE TABLE asset_tags (
    asset INTEGER NOT NULL, tag TEXT NOT NULL, project_id TEXT NOT NULL, listed INTEGER NOT NULL, PRIMARY KEY (asset, tag)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX asset_tags_by_tag ON asset_tags (tag, project_id, listed, asset);

  CREATE TABLE collections (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL, name TEXT NOT NULL, created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX collections_by_project ON collections (project_id, created_at);
  CREATE TABLE collection_assets (
    collection_id TEXT NOT NULL, asset INTEGER NOT NULL, PRIMARY KEY (collection_id, asset)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX collection_assets_by_asset ON collection_assets (asset);

  CREATE TRIGGER heads_added AFTER INSERT ON heads BEGIN
    UPDATE assets SET current = 1 WHERE id = NEW.asset_id;
  END;
  CREATE TRIGGER heads_moved AFTER UPDATE ON heads BEGIN
    UPDATE assets SET current = 0 WHERE id = OLD.asset_id;
    UPDATE assets SET current = 1 WHERE id = NEW.asset_id;
  END;
  CREATE TRIGGER heads_removed AFTER DELETE ON heads BEGIN
    UPDATE assets SET current = 0 WHERE id = OLD.asset_id;
  END;
  CREATE TRIGGER assets_added AFTER INSERT ON assets BEGIN
    INSERT OR IGNORE INTO asset_tags (asset, tag, project_id, listed)
      SELECT NEW.position, value, NEW.project_id, NEW.current AND NEW.trashed_at IS NULL FROM json_each(NEW.tags);
  END;
  CREATE TRIGGER assets_tagged AFTER UPDATE OF tags ON assets BEGIN
    DELETE FROM asset_tags WHERE asset = NEW.position;
    INSERT OR IGNORE INTO asset_tags (asset, tag, project_id, listed)
      SELECT NEW.position, value, NEW.project_id, NEW.current AND NEW.trashed_at IS NULL FROM json_each(NEW.tags);
  END;
  CREATE TRIGGER assets_listed AFTER UPDATE OF current, trashed_at ON assets BEGIN
    UPDATE asset_tags SET listed = (NEW.current AND NEW.trashed_at IS NULL) WHERE asset = NEW.position;
  END;
  CREATE TRIGGER assets_removed AFTER DELETE ON assets BEGIN
    DELETE FROM asset_tags WHERE asset = OLD.position;
    DELETE FROM asset_words WHERE rowid = OLD.position;
    DELETE FROM collection_assets WHERE asset = OLD.position;
  END;
`
