// What is kept in folders, each loaded when it is used.

import { lazily } from '../model/lazily.ts';
import type { CallMemory, HealthLog, SampleLog, SampleStore, SignInStore, SnapshotStore } from '../ports.ts';

/** The store in `folder`, loaded when it is used: what checks its records takes longer to load than two documents to compare. */
export function storeIn(folder: string): SnapshotStore {
  const store = lazily(async () => (await import('../adapters/stores/folder.ts')).folderStore(folder));
  return {
    read: async (api) => (await store()).read(api),
    write: async (snapshot) => (await store()).write(snapshot),
    list: async () => (await store()).list(),
  };
}

/** What is kept in `folder` of how APIs fared, loaded when it is used. */
export function healthIn(folder: string): HealthLog {
  const log = lazily(async () => (await import('../adapters/stores/health-file.ts')).healthFiles(folder));
  return {
    append: async (api, observations) => (await log()).append(api, observations),
    read: async (api, since) => (await log()).read(api, since),
    compact: async (api, now) => (await log()).compact(api, now),
  };
}

/** The samples in `folder`, read by what is loaded when one is. */
export function samplesIn(folder: string): SampleStore {
  const store = lazily(async () => (await import('../adapters/stores/sample-files.ts')).sampleFiles(folder));
  return {
    read: async (api) => (await store()).read(api),
    write: async (api, baseline) => (await store()).write(api, baseline),
  };
}

/** The runs in `folder`, read by what is loaded when one is. */
export function sampleLogIn(folder: string): SampleLog {
  const log = lazily(async () => (await import('../adapters/stores/sample-log.ts')).sampleLogs(folder));
  return {
    append: async (api, run) => (await log()).append(api, run),
    read: async (api) => (await log()).read(api),
  };
}

/** The baselines of sign-in metadata in `folder`, loaded when one is used. */
export function signInStoreIn(folder: string): SignInStore {
  const store = lazily(async () => (await import('../adapters/stores/sign-in-folder.ts')).signInFolder(folder));
  return { read: async (api) => (await store()).read(api), write: async (snapshot) => (await store()).write(snapshot) };
}

/** What calls showed, kept in `folder`, loaded when it is used. */
export function callMemoryIn(folder: string): CallMemory {
  const memory = lazily(async () => (await import('../adapters/stores/call-memory.ts')).callMemory(folder));
  return {
    read: async (api) => (await memory()).read(api),
    write: async (api, remembered) => (await memory()).write(api, remembered),
  };
}
