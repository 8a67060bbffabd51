/** The buttons of the inspector are commands. */
import type { InspectorAction } from '../protocol/inspector.js';
import type { CommandName } from './commandIds.js';

export const inspectorCommandNames: Record<InspectorAction, CommandName> = {
  pause: 'pause',
  step: 'step',
  resume: 'resume',
  stop: 'stop',
  restart: 'restart',
  selectBackend: 'selectBackend',
  editCondition: 'pauseWhen',
  exportHtml: 'exportRunAsHtml',
  openExample: 'openExample',
  showLog: 'showLog',
  openRun: 'openRun',
};
