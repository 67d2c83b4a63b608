import { expect, test } from 'vitest'
import {
  absolutePath,
  hubFolders,
  llamaCacheFolders,
  modelPlacesOf,
  ollamaStores,
} from '../../../../src/main/inference/models/find/model-places.ts'

const placesOf = (environment: Readonly<Record<string, string | undefined>>, platform = 'darwin') =>
  modelPlacesOf(environment, '/home/me', '/here', platform)

test('of the environment only the variables of model folders are kept, where they say something', () => {
  const { environment } = placesOf({ OLLAMA_MODELS: ' ', HF_HOME: '/hf', TOKEN: 'secret' })
  expect(environment).toEqual({ HF_HOME: '/hf' })
})

test('a path is made absolute as a shell would', () => {
  const places = placesOf({})
  expect(absolutePath('~/m', places)).toBe('/home/me/m')
  expect(absolutePath('~', places)).toBe('/home/me')
  expect(absolutePath('~me', places)).toBe('/here/~me')
  expect(absolutePath('././m', places)).toBe('/here/m')
  expect(absolutePath('.', places)).toBe('/here/')
  expect(absolutePath('../m', places)).toBe('/here/../m')
  expect(absolutePath('m', { ...places, workingFolder: '/' })).toBe('/m')
})

test("Ollama's models lie in the home, on Linux also in that of its service", () => {
  expect(ollamaStores(placesOf({ OLLAMA_MODELS: '/disk/' }))).toEqual([
    '/disk',
    '/home/me/.ollama/models',
  ])
  expect(ollamaStores(placesOf({ OLLAMA_MODELS: '/home/me/.ollama/models' }, 'linux'))).toEqual([
    '/home/me/.ollama/models',
    '/usr/share/ollama/.ollama/models',
    '/var/lib/ollama/.ollama/models',
    '/var/lib/ollama/models',
    '/var/lib/ollama',
  ])
})

test('the caches lie where their variables lead, in the order of those who write them', () => {
  const all = { HF_HUB_CACHE: '/a', HUGGINGFACE_HUB_CACHE: '/b', HF_HOME: '/c', LLAMA_CACHE: '/e' }
  expect(hubFolders(placesOf({ ...all, XDG_CACHE_HOME: '/d' }))).toEqual([
    '/a',
    '/b',
    '/c/hub',
    '/d/huggingface/hub',
    '/home/me/.cache/huggingface/hub',
    '/e',
  ])
  expect(llamaCacheFolders(placesOf(all))).toEqual(['/e', '/home/me/Library/Caches/llama.cpp'])
  expect(llamaCacheFolders(placesOf({}, 'linux'))).toEqual(['/home/me/.cache/llama.cpp'])
  expect(llamaCacheFolders(placesOf({ XDG_CACHE_HOME: '/d' }, 'linux'))).toEqual(['/d/llama.cpp'])
})
