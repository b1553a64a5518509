/**
 * The variables that `npm start` passes to the editor, by purpose. `*` at the end of a name matches any
 * suffix.
 */
const passedOn: readonly string[] = [
  // For programs and the user's files; from APPDATA on, on Windows.
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TMPDIR', 'TZ'],
  ...[
    'APPDATA',
    'COMSPEC',
    'HOMEDRIVE',
    'HOMEPATH',
    'LOCALAPPDATA',
    'PATHEXT',
    'PROGRAMDATA',
    'PROGRAMFILES*',
  ],
  ...['SYSTEMDRIVE', 'SYSTEMROOT', 'TEMP', 'TMP', 'USERNAME', 'USERPROFILE', 'WINDIR'],
  // Language.
  ...['LANG', 'LANGUAGE', 'LC_*'],
  // Connections: the extension and the AWS CLI honour all AWS variables, these proxies, and these
  // certificates.
  'AWS_*',
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'],
  ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE'],
  // For `aws sso login` to open a browser.
  ...['BROWSER', 'DBUS_SESSION_BUS_ADDRESS', 'DESKTOP_SESSION', 'DISPLAY', 'KDE_*', 'WAYLAND_DISPLAY'],
  ...['WSL_*', 'XAUTHORITY', 'XDG_*'],
];

/**
 * The part of an environment that the editor of `npm start` needs. Nothing else reaches the editor, its
 * extensions and its terminals, such as tokens of other programs. Names are compared without case: proxies
 * also have lower-case names, and Windows ignores case.
 */
export function startEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isPassedOn(name.toUpperCase())));
}

function isPassedOn(name: string): boolean {
  return passedOn.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one));
}
