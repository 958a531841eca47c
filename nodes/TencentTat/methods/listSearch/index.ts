import { searchCommands, searchOwnCommands } from './commands';
import { searchInvocations } from './invocations';
import { searchInvokers } from './invokers';
import { searchRegions } from './regions';

/** The lists in the editor, by the name that a field of the form gives. */
export const listSearch = {
	searchCommands,
	searchInvocations,
	searchInvokers,
	searchOwnCommands,
	searchRegions,
};
