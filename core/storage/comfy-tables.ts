/**
 * Graphs that were sent to the ComfyUI dialect, each with the job that computes it, and the names under which pictures were
 * received and given. `graph` and `extra` are the client's JSON as it came, `plan` is a ComfyPlan.
 */
export const comfyTables = `
  CREATE TABLE comfy_prompts (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL, job_id TEXT NOT NULL, client_id TEXT, graph TEXT NOT NULL, extra TEXT NOT NULL,
    plan TEXT NOT NULL, created_at TEXT NOT NULL, named INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX comfy_prompts_by_number ON comfy_prompts (number);
  CREATE INDEX comfy_prompts_by_job ON comfy_prompts (job_id);
  CREATE TABLE comfy_files (
    type TEXT NOT NULL, subfolder TEXT NOT NULL, name TEXT NOT NULL, asset_id TEXT NOT NULL, prompt_id TEXT, node TEXT,
    PRIMARY KEY (type, subfolder, name)
  ) STRICT;
  CREATE INDEX comfy_files_by_prompt ON comfy_files (prompt_id);
`
