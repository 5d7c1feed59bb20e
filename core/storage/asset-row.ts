import type { Asset, AssetKind, MapRole, Recipe } from '../../base/asset.ts'
import type { Row } from './database.ts'

/** An asset as its row in the database says. */
export function assetFromRow(row: Row): Asset {
  const json = <T>(key: string): T => JSON.parse(String(row[key])) as T
  return {
    id: String(row['id']),
    projectId: String(row['project_id']),
    name: String(row['name']),
    version: Number(row['version']),
    kind: row['kind'] as AssetKind,
    ...(row['role'] === null ? {} : { role: row['role'] as MapRole }),
    mediaType: String(row['media_type']),
    path: String(row['path']),
    sha256: String(row['sha256']),
    sizeBytes: Number(row['size_bytes']),
    createdAt: String(row['created_at']),
    parents: json('parents'),
    jobId: String(row['job_id']),
    ...(row['recipe'] === null ? {} : { recipe: json<Recipe>('recipe') }),
    ...(row['quality'] === null ? {} : { quality: json('quality') }),
    facts: json('facts'),
    tags: json('tags'),
    session: String(row['session']),
    ...(row['trashed_at'] === null ? {} : { trashedAt: String(row['trashed_at']) }),
  }
}
