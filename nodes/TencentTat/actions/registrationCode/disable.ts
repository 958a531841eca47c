import { optionsField } from '../../form/fields';
import { registrationCodeIdField } from '../../form/locators';
import { oneByOne } from '../operation';

export const disable = oneByOne({
	option: {
		name: 'Disable',
		action: 'Disable registration code',
		description: 'Permanently stop machines from enrolling with a code; enrolled machines stay',
	},

	fields: [registrationCodeIdField, optionsField()],

	carriedOut: ({ registerCodeId }) => registerCodeId,
	prepare(form, tat) {
		const id = form.id('registrationCode');
		const send = tat.prepare('DisableRegisterCodes', { RegisterCodeIds: [id] });
		return async () => {
			const { RequestId } = await send();
			return { registerCodeId: id, enabled: false, region: tat.region, requestIds: [RequestId] };
		};
	},
});
