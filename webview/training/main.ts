import {
  isToTrainingView,
  isTrainingViewState,
  type FromTrainingView,
  type TrainingViewState,
} from '../../src/protocol/trainingView';
import { registerControls } from '../controls';
import { TrainingApp } from './app';
import './training.css';

/** What VS Code gives to the document of a view. */
interface VsCodeApi {
  postMessage(message: FromTrainingView): void;
  getState(): unknown;
  setState(state: TrainingViewState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();
registerControls();
const kept = vscode.getState();
const state = isTrainingViewState(kept) ? kept : undefined;
const app = new TrainingApp(
  {
    post: (message) => vscode.postMessage(message),
    saveState: (changed) => vscode.setState(changed),
    now: () => performance.now(),
  },
  state,
);
document.body.append(app.element);
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isToTrainingView(data)) app.receive(data);
});
vscode.postMessage({ type: 'ready', ...(state?.selected === undefined ? {} : { selected: state.selected }) });
