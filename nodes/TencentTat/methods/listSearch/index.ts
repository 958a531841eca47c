import { searchCommands, searchOwnCommands } from './commands';
import { searchInvocations } from './invocations';
import { searchRegions } from './regions';

/** The lists in the editor, by the name that a field of the form gives. */
export const listSearch = { searchCommands, searchInvocations, searchOwnCommands, searchRegions };
