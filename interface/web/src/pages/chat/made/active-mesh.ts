import { createStore } from '../../../store.ts'

/** Which mesh of the conversation is turned now. Only one at a time: a browser keeps some sixteen 3D contexts, and a conversation may have more meshes. */
export const activeMesh = createStore<string | undefined>(undefined)
