# SPDX-FileCopyrightText: 2026 The Pamphlet developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a small registry, 2.1.2: the file settings.yaml decides."""
LIST_DEFAULTS = {
    "SCOPE": [],

    "PLUGINS_ENABLED": [
        #    'pgp'
        #    'pam_auth',
        #    'saml_auth'
    ]
}
