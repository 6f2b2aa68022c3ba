import type { BackendChoice, BackendName, BackendReport, BackendSelection } from '../../protocol/backends';
import type { BackendPlaces, FoundBackend, TensorBackend } from './backend';
import type { Measurements } from './measurements';
import { backends } from './registry';
import type { TrialOptions, tryInProcess } from './trialProcess';

export interface SelectionRequest {
  readonly choice: BackendChoice;
  /** Architectures in an update of the training that asks. */
  readonly batchSize: number;
  /** `needed`: what has to be known is found out. `known`: nothing is computed. `measured`: every backend is tried now. */
  readonly extent: 'needed' | 'known' | 'measured';
}

export interface SelectionTools {
  readonly places: BackendPlaces;
  readonly measurements: Measurements;
  readonly try: typeof tryInProcess;
  readonly trial?: TrialOptions;
}

interface Candidate {
  readonly backend: TensorBackend;
  readonly found: FoundBackend;
  report: BackendReport;
  isMeasured: boolean;
}

/**
 * Chooses the backend of a training. A named one is used if it passes its trial. `auto` takes the fastest of those that do, by updates a second at
 * the batch size in question; where no package of another backend is installed there is nothing to choose between, and nothing is measured.
 * What is chosen by name and fails is replaced by wasm, never by an error.
 */
export async function selectBackend(request: SelectionRequest, tools: SelectionTools): Promise<BackendSelection> {
  const { choice, batchSize, extent } = request;
  const { places, measurements } = tools;
  if (extent === 'measured') measurements.forgetDeaths();
  const candidates = backends.map((backend): Candidate => {
    const found = backend.find(places);
    const known = extent === 'measured' ? undefined : measurements.find(backend.name, found, batchSize);
    const report = known ?? untried(backend, found);
    if (!measurements.diedLoading(backend.name)) return { backend, found, report, isMeasured: known !== undefined };
    const reason = 'The engine died when it last loaded it. `flowcell engine` or Show Compute Backends tries it again.';
    return { backend, found, report: { ...untried(backend, found), isUsable: false, reason }, isMeasured: true };
  });
  for (const candidate of candidates) {
    if (!isWanted(candidate, candidates, request)) continue;
    candidate.report = await tools.try({ backend: candidate.backend.name, batchSize }, places, tools.trial);
    candidate.isMeasured = true;
    if (tools.trial?.signal?.aborted !== true) measurements.keep(candidate.report, candidate.found, batchSize);
  }
  const reports = candidates.map(({ report }) => report);
  return { choice, ...decide(choice, candidates), reports };
}

function untried({ name, isForeign }: TensorBackend, found: FoundBackend): BackendReport {
  if (!found.isThere) return { backend: name, isUsable: false, reason: found.reason };
  const from = found.package === undefined ? {} : { package: found.package };
  return isForeign
    ? { backend: name, isUsable: false, reason: 'It is installed and was not tried yet.', ...from }
    : { backend: name, isUsable: true };
}

function isWanted(candidate: Candidate, all: readonly Candidate[], { choice, extent }: SelectionRequest): boolean {
  const { backend, found, isMeasured } = candidate;
  if (extent === 'measured') return found.isThere;
  if (extent === 'known' || isMeasured || !found.isThere) return false;
  if (choice !== 'auto') return backend.isForeign && choice === backend.name;
  // plain JavaScript is never the fastest; wasm is measured only where it has a rival
  const hasRival = all.some((other) => other.backend.isForeign && other.found.isThere && mayWin(other));
  return backend.isForeign || (backend.name === 'wasm' && hasRival);
}

const mayWin = ({ report, isMeasured }: Candidate): boolean =>
  !isMeasured || (report.isUsable && report.isSoftware !== true);

function decide(
  choice: BackendChoice,
  candidates: readonly Candidate[],
): { readonly backend: BackendName | null; readonly reason: string } {
  const usable = candidates.filter(({ report }) => report.isUsable);
  const own = usable.find(({ backend }) => !backend.isForeign)?.backend.name ?? null;
  if (choice !== 'auto') {
    const chosen = candidates.find(({ backend }) => backend.name === choice);
    if (chosen?.report.isUsable) return { backend: choice, reason: 'It is the one that the settings name.' };
    const why = chosen?.report.reason ?? 'There is no such backend.';
    return { backend: own, reason: `The settings name ${choice}, which cannot be used. ${why}` };
  }
  const rates = usable.filter(({ report }) => report.isSoftware !== true && report.stepsPerSecond !== undefined);
  const perArchitecture = ({ report }: Candidate): number => report.stepsPerSecond! * (report.batchSize ?? 1);
  const [first, ...others] = rates.sort((a, b) => perArchitecture(b) - perArchitecture(a));
  const rivals = candidates.filter(({ backend, found }) => backend.isForeign && found.isThere);
  if (rivals.length === 0) return { backend: own, reason: 'No other backend is installed.' };
  // a rival's rate says nothing as long as that of wasm is not known
  if (first && candidates.some(({ backend, isMeasured }) => backend.name === 'wasm' && isMeasured)) {
    const than = others.map(({ backend }) => backend.name).join(' and ');
    const reason = than === '' ? 'It is the only one that can be used.' : `It is faster than ${than}.`;
    return { backend: first.backend.name, reason };
  }
  return { backend: own, reason: rivals.some(mayWin) ? 'Nothing was measured yet.' : 'No other backend can be used.' };
}
