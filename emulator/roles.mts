/** A role that STS knows. */
export interface Role {
	/** `qcs::cam::uin/<uin>:roleName/<name>` */
	arn: string;
	/** SecretIds that the role trusts; all when absent. */
	trusted?: string[];
	/** Required to assume the role. */
	externalId?: string;
	/** Actions CAM permits to its temporary keys; all when absent. */
	allow?: string[];
}

export const DEFAULT_ROLE: Role = { arn: 'qcs::cam::uin/100000000001:roleName/emulator' };
