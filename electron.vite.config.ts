import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { leaveOut } from './build/left-out.ts'
import { oneByte } from './build/one-byte.ts'
import { lateBuiltins } from './build/late-builtins.ts'
import { bundledFile, shippedLicences } from './build/licences.ts'

/**
 * Libraries stand in devDependencies and are bundled: a cold command then loads a few files instead of hundreds (half
 * the time and 13 MB less). Only what brings native code stays outside.
 */
const native = ['electron', 'node-pty']

/** Each build notes the packages that it has taken in; the last one joins them into what About shows. */
const license = { fileName: bundledFile }
const firstScreen = {
  name: 'first',
  test: /\/renderer\/main\.tsx$/,
  includeDependenciesRecursively: true,
} as const

export default defineConfig({
  main: {
    plugins: [lateBuiltins(), leaveOut(), oneByte()],
    build: {
      license,
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          terminal: 'src/main/electron/terminal/terminal-process.ts',
        },
        external: native,
        output: { chunkFileNames: '[name]-[hash].js' },
      },
      minify: true, // less text for V8 to hold
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      license,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    plugins: [react(), shippedLicences(fileURLToPath(new URL('.', import.meta.url)))],
    build: {
      license,
      rolldownOptions: {
        input: { index: 'src/renderer/index.html' },
        // what is loaded at once is one file: pieces that later parts share would each be compressed alone
        output: { codeSplitting: { groups: [firstScreen] } },
      },
      minify: true,
    },
  },
})
