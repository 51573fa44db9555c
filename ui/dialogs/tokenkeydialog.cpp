// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/tokenkeydialog.h"

#include "core/token/certificate.h"
#include "ui/style/fonts.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/pathfield.h"
#include "ui/workspace/background.h"
#include "ui/workspace/workspace.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDate>
#include <QDateTime>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace pamphlet::ui {

namespace {

struct KindName {
    token::KeyKind kind;
    const char *name;
    bool rsa;
};
constexpr KindName kinds[] = {
    {token::KeyKind::Rsa2048, "RSA 2048", true}, {token::KeyKind::Rsa3072, "RSA 3072", true}, {token::KeyKind::Rsa4096, "RSA 4096", true},
    {token::KeyKind::EcP256, "EC P-256", false}, {token::KeyKind::EcP384, "EC P-384", false}, {token::KeyKind::EcP521, "EC P-521", false},
};
constexpr int longestDays = 3650;

std::string besides(const std::string &path, const QString &name)
{
    return path.substr(0, path.rfind('/') + 1) + name.toStdString();
}

bool isThere(const FileSource &tree, const std::string &path)
{
    return tree.status(path).kind != FileKind::Missing;
}

} // namespace

struct TokenKeyDialog::Made {
    token::SigningKey key;
    std::string certificate;
};

TokenKeyDialog::TokenKeyDialog(Workspace &workspace, const token::TokenSetup &setup, token::OldCertificates old, const QString &root,
                               QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_paths(setup.paths)
    , m_keyPath(setup.keyPath)
    , m_bundlePath(setup.bundlePath)
    , m_service(setup.service.has_value())
{
    setObjectName(QStringLiteral("tokenKeyDialog"));
    setWindowTitle(tr("New signing key and certificate"));
    if (setup.service && setup.service->issuer.good()) {
        m_issuer = setup.service->issuer.text;
    }
    m_keyClosed = !m_keyPath.empty() && setup.keyStatus.kind == FileKind::Unreadable;
    if (setup.registry) {
        const token::Setting tls
            = token::readText(setup.registry->document, setup.registry->file, {"http", "tls", "certificate"}, yaml::Reader::GoYaml2);
        m_bundleShared = tls.good() && m_paths.bundleFile.empty() && setup.registry->rootCertBundle.good()
            && tls.text == setup.registry->rootCertBundle.text;
    }
    build(root);
    (old == token::OldCertificates::Keep ? m_keep : m_drop)->setChecked(true);
    propose();
    describe();
    m_kind->setFocus();
}

void TokenKeyDialog::build(const QString &root)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 18);
    layout->setSpacing(8);
    auto *title = new QLabel(windowTitle(), this);
    title->setObjectName(QStringLiteral("tokenKeyTitleLabel"));
    title->setFont(scaledFont(title->font(), 1.4, QFont::DemiBold));
    layout->addWidget(title);
    layout->addWidget(
        mutedLabel(tr("The key signs the tokens, the certificate tells the registry which key to trust. Both are made here and "
                      "become a pending change; nothing is written before you apply it."),
                   QStringLiteral("tokenKeyIntroLabel"), this));
    layout->addSpacing(6);
    layout->addWidget(buildForm(root));
    m_note = new Callout(Tone::Accent, {}, this);
    m_note->setObjectName(QStringLiteral("tokenKeyNoteCallout"));
    layout->addWidget(m_note);
    m_error = new Callout(Tone::Error, {}, this);
    m_error->setObjectName(QStringLiteral("tokenKeyErrorCallout"));
    m_error->hide();
    layout->addWidget(m_error);
    layout->addStretch(1);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("tokenKeyProgressBar"));
    m_progress->setAccessibleName(tr("Making the key"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->hide();
    buttons->addWidget(m_progress);
    buttons->addStretch(1);
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(QStringLiteral("tokenKeyCancelButton"));
    m_cancel->setAutoDefault(false);
    m_create = new QPushButton(tr("&Create"), this);
    m_create->setObjectName(QStringLiteral("tokenKeyCreateButton"));
    m_create->setDefault(true);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_create);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &TokenKeyDialog::reject);
    connect(m_create, &QPushButton::clicked, this, &TokenKeyDialog::accept);
    setMinimumWidth(fontMetrics().averageCharWidth() * 96);
}

QWidget *TokenKeyDialog::buildForm(const QString &root)
{
    auto *form = new QWidget(this);
    form->setObjectName(QStringLiteral("tokenKeyForm"));
    auto *grid = new QGridLayout(form);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    int line = 0;
    const auto add = [&](const QString &text, const QString &name, QWidget *field) {
        auto *caption = new QLabel(text, form);
        caption->setObjectName(name);
        caption->setForegroundRole(QPalette::PlaceholderText);
        caption->setBuddy(field);
        grid->addWidget(caption, line, 0);
        grid->addWidget(field, line++, 1);
    };
    m_kind = new QComboBox(form);
    m_kind->setObjectName(QStringLiteral("tokenKeyKindComboBox"));
    m_kind->setAccessibleName(tr("Kind of key"));
    fillKinds();
    add(tr("&Key"), QStringLiteral("tokenKeyKindCaption"), m_kind);
    m_kindNote = mutedLabel(m_service ? tr("DockerAuthentication signs with RSA keys only; EC keys are for other token services.")
                                      : tr("RSA keys are known to every registry; registry 3.0 mixes EC keys up."),
                            QStringLiteral("tokenKeyKindLabel"), form);
    grid->addWidget(m_kindNote, line++, 1);
    m_name = new QLineEdit(form);
    m_name->setObjectName(QStringLiteral("tokenKeyNameLineEdit"));
    m_name->setAccessibleName(tr("Name in the certificate"));
    m_name->setMaxLength(64);
    add(tr("&Name in the certificate"), QStringLiteral("tokenKeyNameCaption"), m_name);
    m_days = new QSpinBox(form);
    m_days->setObjectName(QStringLiteral("tokenKeyDaysSpinBox"));
    m_days->setAccessibleName(tr("Days that the certificate is valid"));
    m_days->setRange(1, longestDays);
    m_days->setValue(365);
    m_days->setSuffix(tr(" days"));
    m_days->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    add(tr("&Valid for"), QStringLiteral("tokenKeyDaysCaption"), m_days);
    m_keep = new QRadioButton(tr("K&eep them: tokens of the old key stay good until they expire, refresh tokens for ever"), form);
    m_keep->setObjectName(QStringLiteral("tokenKeyKeepButton"));
    m_drop = new QRadioButton(tr("&Drop them: every token out there is refused once the registry is restarted"), form);
    m_drop->setObjectName(QStringLiteral("tokenKeyDropButton"));
    add(tr("Old certificates"), QStringLiteral("tokenKeyOldCaption"), m_keep);
    grid->addWidget(m_drop, line++, 1);
    auto *group = new QButtonGroup(this);
    group->addButton(m_keep);
    group->addButton(m_drop);
    m_keyField = new PathField(QStringLiteral("tokenKeyFile"), tr("File of the private key"), PathField::Kind::File, form);
    m_bundleField = new PathField(QStringLiteral("tokenKeyBundle"), tr("File of the certificates"), PathField::Kind::File, form);
    for (PathField *field : {m_keyField, m_bundleField}) {
        field->setRoot(root);
        connect(field, &PathField::chosen, this, &TokenKeyDialog::describe);
    }
    add(tr("&Private key"), QStringLiteral("tokenKeyFileCaption"), m_keyField);
    add(tr("Certificate &bundle"), QStringLiteral("tokenKeyBundleCaption"), m_bundleField);
    connect(m_name, &QLineEdit::textChanged, this, &TokenKeyDialog::describe);
    return form;
}

void TokenKeyDialog::fillKinds()
{
    auto *items = new QStandardItemModel(m_kind);
    for (const KindName &kind : kinds) {
        auto *item = new QStandardItem(QLatin1String(kind.name));
        item->setData(int(kind.kind), Qt::UserRole);
        if (!kind.rsa && m_service) {
            item->setEnabled(false);
            item->setText(tr("%1 (not with DockerAuthentication)").arg(QLatin1String(kind.name)));
        }
        items->appendRow(item);
    }
    m_kind->setModel(items);
    m_kind->setCurrentIndex(1); // what NIST SP 800-57 recommends
}

void TokenKeyDialog::propose()
{
    m_name->setText(m_issuer.empty() ? tr("Token signing key") : tr("%1 tokens").arg(QString::fromStdString(m_issuer)).left(64));
    const QString date = QDate::currentDate().toString(Qt::ISODate);
    std::string key = m_keyPath;
    if (key.empty() || m_keyClosed || key == m_bundlePath) {
        key = besides(key.empty() ? m_paths.serviceConfig : key, QStringLiteral("token-key-%1.pem").arg(date));
    }
    std::string bundle = m_bundlePath;
    if (bundle.empty() || m_bundleShared || bundle == m_keyPath) {
        bundle = besides(bundle.empty() ? m_paths.registryConfig : bundle, QStringLiteral("token-certificates-%1.pem").arg(date));
    }
    m_keyField->setPath(QString::fromStdString(key));
    m_bundleField->setPath(QString::fromStdString(bundle));
}

std::string TokenKeyDialog::keyFile() const
{
    return m_keyField->path().toStdString();
}

std::string TokenKeyDialog::bundleFile() const
{
    return m_bundleField->path().toStdString();
}

std::vector<std::string> TokenKeyDialog::changedFiles() const
{
    std::vector<std::string> files{keyFile(), bundleFile()};
    if (keyFile() != m_keyPath) {
        files.push_back(m_paths.serviceConfig);
    }
    if (bundleFile() != m_bundlePath) {
        files.push_back(m_paths.registryConfig);
    }
    std::erase(files, std::string());
    return files;
}

void TokenKeyDialog::describe()
{
    QStringList lines;
    Tone tone = Tone::Accent;
    if (m_keyClosed && keyFile() != m_keyPath) {
        lines << tr("The key in use cannot be read by you, so it is not replaced in place: the new one gets a file of its own.")
                     .toHtmlEscaped();
    }
    if (m_bundleShared && bundleFile() != m_bundlePath) {
        lines << tr("The bundle in use is the registry's TLS certificate too, so the new one gets a file of its own.").toHtmlEscaped();
    }
    if (!keyFile().empty() && keyFile() != m_keyPath) {
        lines
            << tr("private_key will name the new file. It is for its owner alone (0600): give it to the web server's group afterwards, or "
                  "the token service cannot read it.")
                   .toHtmlEscaped();
    }
    if (!bundleFile().empty() && bundleFile() != m_bundlePath) {
        lines << tr("rootcertbundle will name the new file: a registry in a container must find it under that path.").toHtmlEscaped();
    }
    std::vector<change::FileRewrite> rewrites;
    for (const std::string &file : changedFiles()) {
        rewrites.push_back({file, std::string(), std::nullopt});
    }
    const auto missing = change::missingListLines(m_workspace.policy(), rewrites);
    const bool listed = missing && missing->empty();
    if (!missing) {
        tone = Tone::Warning;
        lines << text::errorMessage(missing.error()).toHtmlEscaped();
    } else if (!listed) {
        tone = Tone::Warning;
        QString html = tr("Pamphlet may not write all of these files yet. A file of %1 that ends in .conf has to say:")
                           .arg(QLatin1String(change::pathListDirectory))
                           .toHtmlEscaped();
        for (const std::string &line : *missing) {
            html += QStringLiteral("<br><code>%1</code>").arg(QString::fromStdString(line).toHtmlEscaped());
        }
        lines << html;
    }
    m_note->setTone(tone);
    m_note->setText(lines.join(QStringLiteral("<br>")));
    m_note->setVisible(!lines.isEmpty());
    m_error->hide();
    m_create->setEnabled(!m_running && listed && !keyFile().empty() && !bundleFile().empty() && !m_name->text().trimmed().isEmpty());
}

Result<void> TokenKeyDialog::checkPlaces() const
{
    const FileSource &tree = *m_workspace.effectiveTree();
    for (const auto &[now, wanted] : {std::pair{m_keyPath, keyFile()}, std::pair{m_bundlePath, bundleFile()}}) {
        if (now != wanted && isThere(tree, wanted)) {
            return fail(ErrorCode::InvalidArgument, "there is a file of that name, and it is not overwritten", {wanted, 0, 0});
        }
    }
    return {};
}

void TokenKeyDialog::setRunning(bool running)
{
    m_running = running;
    m_progress->setVisible(running);
    findChild<QWidget *>(QStringLiteral("tokenKeyForm"))->setEnabled(!running);
    describe();
}

void TokenKeyDialog::accept()
{
    if (m_running || !m_create->isEnabled()) {
        return;
    }
    if (const auto free = checkPlaces(); !free) {
        refuse(free.error());
        return;
    }
    setRunning(true);
    const auto kind = token::KeyKind(m_kind->currentData(Qt::UserRole).toInt());
    token::CertificateRequest request;
    request.commonName = m_name->text().trimmed().toStdString();
    request.now = QDateTime::currentSecsSinceEpoch();
    request.days = m_days->value();
    whenDone(inBackground([kind, request]() -> Result<std::shared_ptr<const Made>> {
                 auto key = token::SigningKey::generate(kind);
                 if (!key) {
                     return fail(key.error());
                 }
                 auto certificate = token::makeSelfSigned(*key, request);
                 if (!certificate) {
                     return fail(certificate.error());
                 }
                 return std::make_shared<const Made>(Made{*key, *certificate});
             }),
             this, [this](const Result<std::shared_ptr<const Made>> &made) {
                 if (made) {
                     makeChange(*made);
                 } else {
                     setRunning(false);
                     refuse(made.error());
                 }
             });
}

void TokenKeyDialog::makeChange(std::shared_ptr<const Made> made)
{
    token::KeyChange wish{made->key, made->certificate, m_keep->isChecked() ? token::OldCertificates::Keep : token::OldCertificates::Drop,
                          keyFile() == m_keyPath ? std::string() : keyFile(), bundleFile() == m_bundlePath ? std::string() : bundleFile()};
    const auto tree = m_workspace.effectiveTree();
    whenDone(inBackground([tree, paths = m_paths, wish = std::move(wish)] {
                 token::WantedSetup wanted;
                 wanted.key = wish;
                 return std::make_shared<Result<token::CoupledChange>>(token::coupledChange(*tree, paths, wanted));
             }),
             this, [this, tree, made](const std::shared_ptr<Result<token::CoupledChange>> &result) {
                 if (tree == m_workspace.effectiveTree()) {
                     take(result);
                 } else {
                     makeChange(made); // the files are others by now
                 }
             });
}

void TokenKeyDialog::take(const std::shared_ptr<Result<token::CoupledChange>> &result)
{
    setRunning(false);
    if (!*result) {
        refuse(result->error());
        return;
    }
    std::vector<change::FileRewrite> rewrites;
    for (const token::Rewrite &rewrite : (*result)->files) {
        rewrites.push_back({rewrite.path, rewrite.bytes, rewrite.mode});
    }
    if (const auto &key = (*result)->key) {
        rewrites.push_back({key->path, std::string(key->bytes.view()), key->mode});
    }
    if (const auto done = m_workspace.rewrite(rewrites, tr("New signing key and certificate")); !done) {
        refuse(done.error());
        return;
    }
    QDialog::accept();
}

void TokenKeyDialog::refuse(const Error &error)
{
    m_error->setText(
        QStringLiteral("<b>%1</b> %2").arg(text::errorTitle(error).toHtmlEscaped(), text::errorMessage(error).toHtmlEscaped()));
    m_error->show();
}

void TokenKeyDialog::reject()
{
    if (!m_running) { // it ends by itself, within seconds
        QDialog::reject();
    }
}

} // namespace pamphlet::ui
