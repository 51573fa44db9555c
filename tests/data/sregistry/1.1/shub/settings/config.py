# SPDX-FileCopyrightText: 2026 The Pamphlet developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a small registry, 1.1."""

MINIO_EXTERNAL_SERVER = (
    "127.0.0.1:9000"
)

PLUGINS_ENABLED = [
    #    'pgp'
    #    'ldap_auth',
    #    'google_build'
    #    'pam_auth',
    #    'globus',
    'saml_auth'
]
