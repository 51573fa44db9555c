// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/setup.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace pamphlet::token {

namespace {

std::optional<Error> errorOf(const FileStatus &status, const std::string &path)
{
    const Place where{path, 0, 0};
    switch (status.kind) {
    case FileKind::Regular:
        return std::nullopt;
    case FileKind::Missing:
        return Error{ErrorCode::NotFound, "there is no such file", where};
    case FileKind::Directory:
        return Error{ErrorCode::InvalidInput, "a directory", where};
    case FileKind::Unreadable:
        return Error{ErrorCode::Unreadable, status.detail, where};
    case FileKind::Other:
        break;
    }
    return Error{ErrorCode::InvalidInput, "not a regular file", where};
}

template<class Config, class Read>
void readConfig(const FileSource &tree, const std::string &path, FileStatus &status, std::optional<Error> &error,
                std::optional<Config> &config, Read read)
{
    if (path.empty())
        return;
    FileContent content = tree.read(path);
    status = content.status;
    error = errorOf(status, path);
    if (error)
        return;
    Result<Config> result = read(std::move(content.bytes), path);
    if (result)
        config = std::move(*result);
    else
        error = result.error();
}

void readKey(const FileSource &tree, TokenSetup &setup)
{
    setup.keyPath = !setup.paths.keyFile.empty() ? setup.paths.keyFile : setup.service ? setup.service->privateKeyPath() : std::string();
    if (setup.keyPath.empty())
        return;
    FileContent content = tree.read(setup.keyPath);
    setup.keyStatus = content.status;
    setup.keyError = errorOf(content.status, setup.keyPath);
    if (!setup.keyError) {
        Result<SigningKey> key = SigningKey::fromPem(content.bytes);
        if (key) {
            setup.key = std::move(*key);
        } else {
            setup.keyError = key.error();
            setup.keyError->where.file = setup.keyPath;
        }
    }
    OPENSSL_cleanse(content.bytes.data(), content.bytes.size());
}

void readBundleFile(const FileSource &tree, TokenSetup &setup)
{
    if (!setup.paths.bundleFile.empty())
        setup.bundlePath = setup.paths.bundleFile;
    else if (setup.registry && setup.registry->rootCertBundle.good() && !setup.registry->rootCertBundle.text.empty())
        setup.bundlePath = resolvedPath(setup.registry->rootCertBundle.text, setup.registry->file);
    if (setup.bundlePath.empty())
        return;
    FileContent content = tree.read(setup.bundlePath);
    setup.bundleStatus = content.status;
    setup.bundleError = errorOf(content.status, setup.bundlePath);
    if (setup.bundleError)
        return;
    setup.bundle = readBundle(content.bytes);
    for (const BundleBlock &block : setup.bundle) {
        if (!isPrivateKeyLabel(block.pem.label))
            continue;
        for (std::size_t i = block.pem.begin; i < block.pem.end; ++i) {
            if (content.bytes[i] != '\n' && content.bytes[i] != '\r')
                OPENSSL_cleanse(&content.bytes[i], 1);
        }
    }
    setup.bundleBytes = std::move(content.bytes);
}

void readJwks(const FileSource &tree, TokenSetup &setup)
{
    if (!setup.paths.jwksFile.empty())
        setup.jwksPath = setup.paths.jwksFile;
    else if (setup.registry && setup.registry->jwks.good() && !setup.registry->jwks.text.empty())
        setup.jwksPath = resolvedPath(setup.registry->jwks.text, setup.registry->file);
    if (setup.jwksPath.empty())
        return;
    FileContent content = tree.read(setup.jwksPath);
    setup.jwksError = errorOf(content.status, setup.jwksPath);
    if (!setup.jwksError)
        setup.jwks = std::move(content.bytes);
}

} // namespace

const BundleBlock *TokenSetup::certificateOfKey() const
{
    if (!key)
        return nullptr;
    const auto found = std::find_if(bundle.begin(), bundle.end(), [this](const BundleBlock &block) {
        return block.certificate && block.certificate->publicKey() == key->publicKey();
    });
    return found == bundle.end() ? nullptr : &*found;
}

TokenSetup readSetup(const FileSource &tree, const SetupPaths &paths)
{
    TokenSetup setup;
    setup.paths = paths;
    readConfig(tree, paths.serviceConfig, setup.serviceStatus, setup.serviceError, setup.service, &readServiceConfig);
    readConfig(tree, paths.registryConfig, setup.registryStatus, setup.registryError, setup.registry, &readRegistryConfig);
    readKey(tree, setup);
    readBundleFile(tree, setup);
    readJwks(tree, setup);
    return setup;
}

} // namespace pamphlet::token
