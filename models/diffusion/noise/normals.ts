/** Draws standard normal numbers; each call goes on where the last one ended. */
export type NormalSource = (length: number) => Float32Array
