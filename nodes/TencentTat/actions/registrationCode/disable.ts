import { optionsField, tatFor } from '../fields';
import { chosenId, registrationCodeIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const disable: Operation = {
	option: {
		name: 'Disable',
		action: 'Disable registration code',
		description: 'Let no more machines be enrolled with a code, for good; those enrolled stay',
	},

	fields: [registrationCodeIdField, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'registrationCode', itemIndex);
		const tat = await tatFor(this, itemIndex);

		const { RequestId } = await tat.call('DisableRegisterCodes', { RegisterCodeIds: [id] });
		return { registerCodeId: id, enabled: false, region: tat.region, requestIds: [RequestId] };
	}),
};
