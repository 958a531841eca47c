import { searchInstances } from './instances';
import { searchInvocations } from './invocations';
import { searchManagedInstances } from './managedInstances';
import { searchRegions } from './regions';
import { searchRegistrationCodes } from './registrationCodes';

/** The lists in the editor, by the name that a field of the form gives. */
export const listSearch = {
	searchInstances,
	searchInvocations,
	searchManagedInstances,
	searchRegions,
	searchRegistrationCodes,
};
