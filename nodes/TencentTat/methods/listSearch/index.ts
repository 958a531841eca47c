import { searchCommands, searchOwnCommands } from './commands';
import { searchInstances } from './instances';
import { searchInvocations } from './invocations';
import { searchInvokers } from './invokers';
import { searchManagedInstances } from './managedInstances';
import { searchRegions } from './regions';
import { searchRegistrationCodes } from './registrationCodes';

/** The lists in the editor, by the name that a field of the form gives. */
export const listSearch = {
	searchCommands,
	searchInstances,
	searchInvocations,
	searchInvokers,
	searchManagedInstances,
	searchOwnCommands,
	searchRegions,
	searchRegistrationCodes,
};
