/** What a schema is made of is ours alone: where it is read, libraries are this (schema.tsconfig.json). */
export declare const nothing: null
