import { searchCommands, searchOwnCommands } from './commands';
import { searchInstances } from './instances';
import { searchInvocations } from './invocations';
import { searchInvokers } from './invokers';
import { searchManagedInstances } from './managedInstances';
import { searchRegions } from './regions';
import { searchRegistrationCodes } from './registrationCodes';

/** The lists in the editor, by the names that form fields use. */
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
