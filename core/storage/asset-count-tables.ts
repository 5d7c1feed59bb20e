/**
 * How many current assets a project has of each kind, model and session, kept by triggers: counting 100,000 rows by three columns
 * takes 70 ms, and a gallery asks after every change.
 */
export const assetCountTables = `
  CREATE TABLE asset_counts (
    project_id TEXT NOT NULL, facet TEXT NOT NULL, word TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (project_id, facet, word)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO asset_counts (project_id, facet, word, count)
    SELECT project_id, facet, word, count(*) FROM (
      SELECT project_id, 'kind' AS facet, kind AS word FROM assets WHERE trashed_at IS NULL AND current = 1
      UNION ALL SELECT project_id, 'session', session FROM assets WHERE trashed_at IS NULL AND current = 1
      UNION ALL SELECT project_id, 'model', model FROM assets WHERE trashed_at IS NULL AND current = 1 AND model IS NOT NULL
    ) GROUP BY project_id, facet, word;

  CREATE TRIGGER assets_counted_up AFTER UPDATE OF current, trashed_at ON assets
    WHEN NEW.current AND NEW.trashed_at IS NULL AND NOT (OLD.current AND OLD.trashed_at IS NULL) BEGIN
    ${count('NEW', 1)}
  END;
  CREATE TRIGGER assets_counted_down AFTER UPDATE OF current, trashed_at ON assets
    WHEN OLD.current AND OLD.trashed_at IS NULL AND NOT (NEW.current AND NEW.trashed_at IS NULL) BEGIN
    ${count('OLD', -1)}
  END;
  CREATE TRIGGER assets_counted_out AFTER DELETE ON assets WHEN OLD.current AND OLD.trashed_at IS NULL BEGIN
    ${count('OLD', -1)}
  END;
`

function count(row: 'NEW' | 'OLD', by: 1 | -1): string {
  const facets = ['kind', 'session', 'model'].map(
    (facet) => `INSERT INTO asset_counts (project_id, facet, word, count)
      SELECT ${row}.project_id, '${facet}', ${row}.${facet}, ${by} WHERE ${row}.${facet} IS NOT NULL
      ON CONFLICT DO UPDATE SET count = count + excluded.count;`,
  )
  return facets.join('\n    ')
}
