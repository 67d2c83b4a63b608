// What a schema is made of is ours alone: libraries are left out where it is read (schema.tsconfig.json).
export {}
