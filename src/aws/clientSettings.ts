import type { BackupClientConfig } from '@aws-sdk/client-backup';
import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';
import * as l10n from '@vscode/l10n';
import { JobSourceError } from '../jobs/jobSource.js';
import { textStart } from '../jobs/visibleText.js';
import { type Settings, textOf } from './config/iniFile.js';

/** The settings of every SDK client. They are complete, so that the SDK looks up none of them itself. */
export type ClientSettings = ReturnType<typeof clientSettings>;

/**
 * The settings of the SDK's clients. The environment has precedence over the profile. Throws a JobSourceError
 * of kind `configuration` if the number of attempts is not a positive integer.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function clientSettings(environment: NodeJS.ProcessEnv, settings: Settings) {
  const value = (variable: string, setting: string) => environment[variable] || textOf(settings, setting);
  const isOn = (variable: string, setting: string) => value(variable, setting)?.toLowerCase() === 'true';
  const appId = value('AWS_SDK_UA_APP_ID', 'sdk_ua_app_id');
  return {
    authSchemePreference: [],
    defaultsMode: 'standard',
    disableClockSkewCorrection: false,
    ignoreConfiguredEndpointUrls: true,
    maxAttempts: maxAttemptsFrom(value('AWS_MAX_ATTEMPTS', 'max_attempts')),
    retryMode: value('AWS_RETRY_MODE', 'retry_mode') === 'adaptive' ? 'adaptive' : 'standard',
    useDualstackEndpoint: isOn('AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint'),
    useFipsEndpoint: isOn('AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'),
    userAgentAppId: () => Promise.resolve(appId),
  } as const satisfies Partial<BackupClientConfig>;
}

/**
 * Makes all AWS files look empty to the SDK. If the SDK read them differently from the extension, it could
 * sign for another account than the shown one.
 */
export function hideAwsFilesFromSdk(): void {
  Object.setPrototypeOf(externalDataInterceptor.getFileRecord(), emptyFiles);
}

/** The prototype of the SDK's files in memory: an empty file for every path that is not one of them. */
const emptyFiles = new Proxy({}, { get: () => Promise.resolve('') });

function maxAttemptsFrom(text: string | undefined): number {
  if (!text) return defaultAttempts;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new JobSourceError({
    kind: 'configuration',
    summary: l10n.t('The number of attempts is not valid'),
    detail: l10n.t('“{text}” is set as AWS_MAX_ATTEMPTS or max_attempts. Set a whole number from 1.', {
      text: textStart(text, 100),
    }),
    remedy: 'editAwsConfig',
  });
}

/** The default of the SDK's standard mode. */
const defaultAttempts = 3;
