/** What `npm start` hands to the editor, by purpose. A name that ends in `*` stands for all that begin so. */
const passedOn: readonly string[] = [
  // To find programs and the user's files; the rest of it is Windows.
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
  // Connections: the extension and the AWS CLI honor all of AWS's variables, these proxies, and these
  // certificates.
  'AWS_*',
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'],
  ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE'],
  // For `aws sso login` to open a browser.
  ...['BROWSER', 'DBUS_SESSION_BUS_ADDRESS', 'DESKTOP_SESSION', 'DISPLAY', 'KDE_*', 'WAYLAND_DISPLAY'],
  ...['WSL_*', 'XAUTHORITY', 'XDG_*'],
];

/**
 * The part of an environment that the editor of `npm start` needs: nothing else of it can reach the editor,
 * its extensions and its terminals, such as another program's tokens. Names count whatever their case:
 * proxies have lower case names too, and Windows has no case.
 */
export function startEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isPassedOn(name.toUpperCase())));
}

function isPassedOn(name: string): boolean {
  return passedOn.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one));
}
