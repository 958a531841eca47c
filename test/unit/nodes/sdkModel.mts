import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_client.js';
import ts from 'typescript';

/** A field's name and its type, which is that of its entries where it is a list. */
interface ModelField {
	name: string;
	type: string;
	isList: boolean;
}

/** What the official SDK declares of TAT. */
export interface SdkModel {
	actions: string[];
	/** The fields of a declared type; none for what is no such type. */
	fieldsOf(type: string): ModelField[];
}

const FOLDER = 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028';

export function sdkModel(): SdkModel {
	const require = createRequire(join(process.cwd(), 'package.json'));
	const file = join(dirname(require.resolve(`${FOLDER}/tat_models`)), 'tat_models.d.ts');
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
	const types = new Map<string, ModelField[]>();
	for (const statement of source.statements.filter(ts.isInterfaceDeclaration)) {
		const fields = statement.members.filter(ts.isPropertySignature).map((member) => {
			const declared = member.type?.getText(source) ?? '';
			const entry = /^Array<(.+)>$/.exec(declared)?.[1];
			return {
				name: member.name.getText(source),
				type: entry ?? declared,
				isList: entry !== undefined,
			};
		});
		types.set(statement.name.text, fields);
	}
	return {
		actions: Object.getOwnPropertyNames(Client.prototype).filter((name) => name !== 'constructor'),
		fieldsOf: (type) => types.get(type) ?? [],
	};
}

/** The fields of a request, and of what is in it: `Filters`, `Filters.Name`, ... */
export function requestFields(model: SdkModel, action: string): string[] {
	const within = (type: string): string[] =>
		model
			.fieldsOf(type)
			.flatMap(({ name, type: inner }) => [
				name,
				...within(inner).map((path) => `${name}.${path}`),
			]);
	return within(`${action}Request`);
}

/** The fields that something sent has, named in the same way. */
export function sentFields(sent: unknown): string[] {
	if (Array.isArray(sent)) return [...new Set(sent.flatMap(sentFields))];
	if (typeof sent !== 'object' || sent === null) return [];
	return Object.entries(sent).flatMap(([name, value]) => [
		name,
		...sentFields(value).map((path) => `${name}.${path}`),
	]);
}
