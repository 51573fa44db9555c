# SPDX-FileCopyrightText: 2026 The Pamphlet developers
# SPDX-License-Identifier: GPL-3.0-or-later
'''
Settings of a small registry, as they were written before July 2019.
'''

ENABLE_GITHUB_AUTH = True
REGISTRY_NAME = "Test [registry]"  # a bracket in a string
DATABASES = {
    'default': {
        'NAME': 'PLUGINS_ENABLED',
    }
}

# - pam_auth: accounts of the host

PLUGINS_ENABLED = [
#    'ldap_auth',
#    'google_build'
#    'pam_auth',
#    'globus',
#    'saml_auth'
]
