/** What a float takes. */
export const f32Bytes = 4
