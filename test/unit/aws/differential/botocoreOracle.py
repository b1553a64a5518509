"""Resolves profiles with botocore, the library of the AWS CLI.

Reads one case per line from stdin and writes one answer per line to stdout, both JSON:

  {"environment": {NAME: TEXT}, "profiles": [NAME or null, ...], "withListed": BOOLEAN}
  {"profiles": [NAME, ...], "answers": [ANSWER, ...]} or {"error": TEXT} if a file is refused

A null among the profiles means without --profile. "withListed" adds all existing profiles. An ANSWER is
{"profile", "settings", "kind", "key"}, with an "error" in place of what is not available.
"""
import json
import os
import sys

import botocore.credentials
import botocore.loaders
import botocore.session

# Created once because they are slow and depend on no file: the service models and the event handlers.
LOADER = botocore.loaders.create_loader()
HANDLERS = botocore.session.Session()._original_handler


def new_session(profile):
    """A session like that of the CLI: first the environment, then the value of --profile."""
    session = botocore.session.Session(event_hooks=HANDLERS, include_builtin_handlers=False)
    session.register_component('data_loader', LOADER)
    session._last_client_region_used = 'us-east-1'
    if profile:
        session.set_config_variable('profile', profile)
    return session


def message_of(error):
    return f'{type(error).__name__}: {error}'[:500]


def on_the_wire(credentials):
    """The credentials as a server sees them: KEY or KEY+TOKEN."""
    for text in (credentials.access_key, credentials.token or ''):
        if any(ord(char) < 32 or ord(char) > 255 for char in text):
            raise ValueError('No HTTP header can hold this')
    key = credentials.access_key.split('/')[0]
    return f'{key}+{credentials.token}' if credentials.token else key


def answer_for(profile):
    answer = {'profile': profile}
    try:
        session = new_session(profile)
        answer['settings'] = session.get_scoped_config()
        chain = session.get_component('credential_provider')
        chain.get_provider('assume-role')._prompter = lambda _: '123456'
        credentials = session.get_credentials()
        if credentials is None:
            return {**answer, 'error': 'NoCredentialsError: Unable to locate credentials'}
        # The kind is known even if the credentials cannot be fetched.
        answer['kind'] = credentials.method
        # If a profile names an SSO session, each client looks it up, whatever the credentials are.
        session.get_auth_token()
        answer['key'] = on_the_wire(credentials.get_frozen_credentials())
    except Exception as error:
        answer['error'] = message_of(error)
    return answer


def answer_case(case):
    for name in [name for name in os.environ if name not in KEPT]:
        del os.environ[name]
    os.environ.update(case['environment'])
    try:
        names = new_session(None).available_profiles
    except Exception as error:
        return {'error': message_of(error)}
    asked = case['profiles'] + (names if case['withListed'] else [])
    return {'profiles': names, 'answers': [answer_for(name) for name in dict.fromkeys(asked)]}


KEPT = {'PATH', 'LC_ALL', 'LC_CTYPE', 'LANG', 'PYTHONUTF8'}

for line in sys.stdin:
    print(json.dumps(answer_case(json.loads(line))), flush=True)
