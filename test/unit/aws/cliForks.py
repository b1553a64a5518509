"""Runs command lines of the AWS CLI, each in a fork of a process that has loaded it once.

Reads one command per line from stdin and writes one answer per line to stdout, in the order of completion, both JSON:

  {"id": NUMBER, "args": [TEXT, ...], "environment": {NAME: TEXT}, "stdout": FILE, "stderr": FILE}
  {"id": NUMBER, "exitCode": NUMBER}

A fork starts where the `aws` script starts, with the modules already loaded.
"""
import json
import os
import signal
import sys
import traceback

import awscli.clidriver
import awscli.handlers  # Otherwise the first command loads it.
import botocore.handlers

# Set by the import above.
DATA_PATH = os.environ['AWS_DATA_PATH']


def run(command):
    """Runs in the fork. Does not return."""
    code = 255
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        for stream, name in ((1, 'stdout'), (2, 'stderr')):
            os.dup2(os.open(command[name], os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), stream)
        os.environ.clear()
        os.environ.update(command['environment'], AWS_DATA_PATH=DATA_PATH)
        sys.argv = ['aws', *command['args']]
        code = awscli.clidriver.main()
    except SystemExit as end:
        code = end.code or 0
    except Exception:
        # As Python does for an uncaught error.
        traceback.print_exc()
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def main():
    # Nothing waits for the forks that write the answers.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            command = json.loads(line)
            process = os.fork()
            if process == 0:
                run(command)
            _, status = os.waitpid(process, 0)
            answer = {'id': command['id'], 'exitCode': os.waitstatus_to_exitcode(status)}
            os.write(1, f'{json.dumps(answer)}\n'.encode())
            os._exit(0)


main()
