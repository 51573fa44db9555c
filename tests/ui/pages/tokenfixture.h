// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tree/memorytree.h"
#include "tests/core/token/workshop.h"
#include "tests/ui/support/fakehelper.h"
#include "tests/ui/support/named.h"
#include "tests/ui/support/smalltree.h"
#include "ui/pages/token/tokenpage.h"
#include "ui/workspace/knownfiles.h"
#include "ui/workspace/workspace.h"

#include <QApplication>
#include <QDateTime>
#include <QLabel>
#include <QTest>
#include <QTreeView>

#include <memory>
#include <string>

/** A token service with its registry, and the page over it. */
namespace pamphlet::test {

inline const std::string tokenService = "# the token service\n"
                                        "private_key: \"token.pem\"\n"
                                        "issuer: auth.example.test\n"
                                        "audience: \"registry.example.test\"   # as there\n"
                                        "blacklisted_users: [mallory]\n";
inline const std::string tokenRegistry = "version: 0.1\n"
                                         "auth:\n"
                                         "  token:\n"
                                         "    realm: https://auth.example.test/docker/v2/token\n"
                                         "    service: registry.example.test\n"
                                         "    issuer: 'auth.example.test' # the same\n"
                                         "    rootcertbundle: bundle.pem\n";
inline const std::string servicePath = "/etc/auth/config.yml";
inline const std::string registryPath = "/etc/registry/config.yml";
inline const std::string keyPath = "/etc/auth/token.pem";
inline const std::string bundlePath = "/etc/registry/bundle.pem";

inline const Workshop &workshop()
{
    static const Workshop made(QDateTime::currentSecsSinceEpoch());
    return made;
}

inline std::string pem(const token::SigningKey &key)
{
    return std::string(key.toPem().value().view());
}

inline std::string replaced(std::string text, const std::string &from, const std::string &to)
{
    const std::size_t at = text.find(from);
    if (at == std::string::npos) {
        qFatal("not in the text: %s", from.c_str());
    }
    return text.replace(at, from.size(), to);
}

inline FileContent closed(std::uint32_t mode = 0600)
{
    FileStatus status;
    status.kind = FileKind::Unreadable;
    status.mode = mode;
    status.detail = "Permission denied";
    return {status, {}};
}

/// Both belong together, and registry 2.8 accepts what is signed.
inline std::shared_ptr<MemoryTree> tokenTree()
{
    auto tree = smallTree();
    tree->setFile(servicePath, tokenService);
    tree->setFile(registryPath, tokenRegistry);
    tree->setFile(keyPath, pem(workshop().rsa), 0640);
    tree->setFile(bundlePath, workshop().rsaCertificate);
    tree->setFile("/etc/passwd",
                  "root:x:0:0::/root:/bin/sh\ndaemon:x:1:1::/:/bin/false\nalice:x:1000:1000::/:/bin/sh\nbob:x:1001:1001::/:/bin/sh\n"
                  "carol:x:1002:1002::/:/bin/sh\n");
    tree->setFile("/etc/group", "root:x:0:\ndaemon:x:1:\nalice:x:1000:\ndocker:x:998:alice,bob\nstaff:x:50:\n");
    tree->setFile("/etc/pam.d/php", "auth required pam_unix.so\naccount required pam_permit.so\n");
    return tree;
}

class TokenFixture
{
public:
    explicit TokenFixture(std::shared_ptr<MemoryTree> tree = tokenTree(), change::PathPolicy policy = change::PathPolicy::anywhere(),
                          bool choose = true)
        : files(workspace, nullptr)
    {
        if (choose) {
            files.choose(ui::FileRole::TokenServiceConfig, QString::fromStdString(servicePath));
            files.choose(ui::FileRole::RegistryConfig, QString::fromStdString(registryPath));
            files.setNote(QStringLiteral("registryVersion"), QStringLiteral("2.8"));
        }
        workspace.load(std::move(tree), debian12(), std::move(policy));
        page = std::make_unique<ui::TokenPage>(workspace, files, helper, QStringLiteral("/"));
        page->resize(1076, 700);
        page->show();
        QApplication::setActiveWindow(page.get());
    }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return test::named<Widget>(page.get(), name);
    }

    QString label(const char *name) const { return find<QLabel>(name)->text(); }
    std::string service() const { return workspace.content(servicePath).value_or("(none)"); }
    std::string registry() const { return workspace.content(registryPath).value_or("(none)"); }

    /// Of the table of users.
    QTreeView *users() const { return find<QTreeView>("tokenUsersView"); }
    QModelIndex user(const char *name) const
    {
        const QAbstractItemModel &model = *users()->model();
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data().toString() == QLatin1String(name)) {
                return model.index(row, 0);
            }
        }
        return {};
    }
    void select(const char *name) const
    {
        users()->setFocus();
        users()->setCurrentIndex(user(name));
        QVERIFY(users()->currentIndex().isValid());
    }
    QString userNames() const
    {
        QStringList names;
        for (int row = 0; row < users()->model()->rowCount(); ++row) {
            names << users()->model()->index(row, 0).data().toString();
        }
        return names.join(QLatin1Char(' '));
    }

    ui::Workspace workspace;
    ui::KnownFiles files;
    FakeHelper helper;
    std::unique_ptr<ui::TokenPage> page;
};

/// A window that is open, wherever it is.
template<class Widget>
Widget *openWindow(const char *name)
{
    const auto widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        if (widget->objectName() == QLatin1String(name) && widget->isVisible()) {
            return qobject_cast<Widget *>(widget);
        }
    }
    return nullptr;
}

} // namespace pamphlet::test
