// Acknowledgements in one YAML file that people read, edit and review.

import { readFileSync } from 'node:fs';
import type { Acknowledgement } from '../model/finding.ts';
import { replaceFile } from './atomic-file.ts';
import { ifThere, onDisk } from './disk.ts';

/**
 * The acknowledgements in the file at `path`, which people call `name`. A file that is not there holds none.
 * Raises {@link Failure} `acknowledgement-invalid`, and `store-failed` when the disk refuses.
 */
export function acknowledgementFile(path: string, name: string) {
  const written = () => onDisk(name, async () => (await ifThere(async () => readFileSync(path, 'utf8'))) ?? '');
  return {
    async read(): Promise<readonly Acknowledgement[]> {
      const text = await written();
      if (text === '') return [];
      const { parseAcknowledgements } = await import('../config/acknowledgements.ts');
      return parseAcknowledgements(text, name);
    },
    async add(acknowledgement: Acknowledgement): Promise<void> {
      const { withAcknowledgement } = await import('../config/acknowledgements.ts');
      const text = withAcknowledgement(await written(), acknowledgement, name);
      await onDisk(name, () => replaceFile(path, text));
    },
  };
}
