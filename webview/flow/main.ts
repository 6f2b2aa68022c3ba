import { isFlowViewState, isToFlowView, type FlowViewState, type FromFlowView } from '../../src/protocol/flowMessages';
import { registerControls } from '../controls';
import { FlowApp } from './app';
import './flow.css';

/** What VS Code gives to the document of a view. */
interface VsCodeApi {
  postMessage(message: FromFlowView): void;
  getState(): unknown;
  setState(state: FlowViewState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();
registerControls();
const stillness = window.matchMedia('(prefers-reduced-motion: reduce)');
const state = vscode.getState();
const app = new FlowApp(
  {
    post: (message) => vscode.postMessage(message),
    saveState: (kept) => vscode.setState(kept),
    prefersStillness: () => stillness.matches,
  },
  isFlowViewState(state) ? state : undefined,
);
document.body.append(app.element);
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isToFlowView(data)) app.receive(data);
});
vscode.postMessage({ type: 'ready' });
