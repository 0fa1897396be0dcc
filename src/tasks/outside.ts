// What the tasks are handed of the world outside.

import type { Environment } from '../config/secrets.ts';
import type { Acknowledgement } from '../model/finding.ts';
import type {
  Caller,
  CallMemory,
  Clock,
  ContractFiles,
  ContractVerifier,
  Credentials,
  FlowRunner,
  HealthLog,
  Progress,
  SampleLog,
  SampleStore,
  SignInStore,
  SnapshotStore,
  Source,
} from '../ports.ts';

/** Where acknowledgements are kept. */
export interface Acknowledgements {
  /** All of them. Raises {@link Failure} `acknowledgement-invalid`. */
  read(): Promise<readonly Acknowledgement[]>;
  /** Adds one: wholly or not at all. Raises {@link Failure} `acknowledgement-invalid` when its finding has one. */
  add(acknowledgement: Acknowledgement): Promise<void>;
}

/** The world outside, as the tasks see it. */
export interface Outside {
  readonly sources: readonly Source[];
  readonly store: SnapshotStore;
  readonly signIn: SignInStore;
  readonly calls: CallMemory;
  readonly contracts: ContractFiles;
  /** Calls providers as contracts say. */
  readonly verifier: ContractVerifier;
  /** Runs flows. */
  readonly flows: FlowRunner;
  readonly acknowledgements: Acknowledgements;
  readonly caller: Caller;
  readonly samples: SampleStore;
  readonly sampleLog: SampleLog;
  /** How APIs fared. */
  readonly health: HealthLog;
  readonly credentials: Credentials;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly progress: Progress;
}
