// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/token/tokenpage.h"

#include "core/token/blacklistedit.h"
#include "ui/dialogs/tokenkeydialog.h"
#include "ui/pages/token/accesscard.h"
#include "ui/pages/token/agreementcard.h"
#include "ui/pages/token/filescard.h"
#include "ui/pages/token/trialcard.h"
#include "ui/text/printable.h"
#include "ui/text/text.h"
#include "ui/text/tokentext.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/findingssection.h"
#include "ui/widgets/reportsection.h"
#include "ui/workspace/background.h"
#include "ui/workspace/knownfiles.h"
#include "ui/workspace/workspace.h"

#include <QDateTime>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace pamphlet::ui {

namespace {

QString versionWords(const std::optional<token::RegistryVersion> &version)
{
    if (!version) {
        return TokenPage::tr("registry version not known");
    }
    switch (*version) {
    case token::RegistryVersion::V2:
        return TokenPage::tr("registry 2.8");
    case token::RegistryVersion::V30:
        return TokenPage::tr("registry 3.0");
    case token::RegistryVersion::V31:
        return TokenPage::tr("registry 3.1");
    }
    return {};
}

/// What a key and a certificate of its own put right.
bool curedByNewKey(const std::string &id)
{
    static constexpr std::string_view ids[] = {"TOK051", "TOK053", "TOK054", "TOK061", "TOK064", "TOK065", "TOK067", "TOK068", "TOK072"};
    return std::find(std::begin(ids), std::end(ids), id) != std::end(ids);
}

} // namespace

TokenPage::TokenPage(Workspace &workspace, KnownFiles &files, HelperPort &helper, const QString &root, QWidget *parent)
    : ServiceFrame(workspace, QStringLiteral("token"), tr("Docker token service"), parent)
    , m_root(root)
    , m_readSoon(new QTimer(this))
{
    build(helper, root, files);
    // A step changes several files, one after the other: they are read together.
    m_readSoon->setSingleShot(true);
    m_readSoon->setInterval(0);
    connect(m_readSoon, &QTimer::timeout, this, &TokenPage::read);
    const auto again = [this] { m_readSoon->start(); };
    connect(&workspace, &Workspace::loaded, this, [this, again] {
        m_trial->outdate();
        again();
    });
    connect(&workspace, &Workspace::changed, this, [this, again](const QString &path) {
        if (concerns(path)) {
            m_trial->outdate();
            showRefusal({});
            again();
        }
    });
    connect(&files, &KnownFiles::changed, this, [this, again](FileRole role) {
        if (role == FileRole::TokenServiceConfig || role == FileRole::RegistryConfig) {
            m_trial->outdate();
            again();
        }
    });
    connect(m_files, &FilesCard::changed, this, [this, again] {
        m_trial->outdate();
        again();
    });
    again();
}

TokenPage::~TokenPage()
{
    // A field that goes while somebody types in it says so, and there is nobody left to take it.
    for (QObject *part : std::initializer_list<QObject *>{m_files, m_agreement, m_access, m_findings}) {
        part->disconnect(this);
    }
}

void TokenPage::build(HelperPort &helper, const QString &root, KnownFiles &files)
{
    m_intro = new Callout(Tone::Accent,
                          tr("Here the Docker token service, which gives tokens to users of this machine by PAM, and the registry that "
                             "trusts these tokens are set up together: what must agree is checked and changed in both. Name the two "
                             "configuration files to begin.")
                              .toHtmlEscaped(),
                          this);
    m_intro->setObjectName(QStringLiteral("tokenIntroCallout"));
    m_agreement = new AgreementCard(this);
    m_findings = new ReportSection(QStringLiteral("tokenFindings"), tr("Findings"), this);
    m_trial = new TrialCard(workspace(), helper, this);
    m_access = new AccessCard(this);
    m_files = new FilesCard(files, root, this);
    left()->addWidget(m_intro);
    left()->addWidget(m_agreement);
    left()->addWidget(m_findings);
    left()->addWidget(m_trial);
    right()->addWidget(m_access);
    right()->addWidget(m_files);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_intro, m_agreement, m_findings, m_trial, m_access, m_files}) {
        widget->hide(); // until something is known
    }

    connect(m_agreement, &AgreementCard::issuerWanted, this, [this](const QString &value) {
        token::WantedSetup wanted;
        wanted.issuer = value.toStdString();
        want(std::move(wanted), tr("Set the issuer to %1").arg(text::printable(value)));
    });
    connect(m_agreement, &AgreementCard::audienceWanted, this, [this](const QString &value) {
        token::WantedSetup wanted;
        wanted.audience = value.toStdString();
        want(std::move(wanted), tr("Set the audience to %1").arg(text::printable(value)));
    });
    connect(m_agreement, &AgreementCard::realmWanted, this, [this](const QString &value) {
        token::WantedSetup wanted;
        wanted.realm = value.toStdString();
        want(std::move(wanted), tr("Set the realm to %1").arg(text::printable(value)));
    });
    connect(m_agreement, &AgreementCard::newKeyWanted, this, [this] { makeKey(token::OldCertificates::Keep); });
    connect(m_access, &AccessCard::newKeyWanted, this, [this] { makeKey(token::OldCertificates::Drop); });
    connect(m_access, &AccessCard::editWanted, this, &TokenPage::wantBlacklist);
    connect(m_findings, &ReportSection::fixRequested, this, &TokenPage::fix);
    connect(m_findings, &ReportSection::placeRequested, this, &TokenPage::goTo);
}

bool TokenPage::concerns(const QString &path) const
{
    const std::string file = path.toStdString();
    if (path.startsWith(QLatin1String("/etc/pam")) || file == "/etc/passwd" || file == "/etc/group") {
        return true;
    }
    const token::SetupPaths paths = m_state ? m_state->paths : m_files->paths();
    if (file == paths.serviceConfig || file == paths.registryConfig) {
        return true;
    }
    return m_state && (file == m_state->setup.keyPath || file == m_state->setup.bundlePath || file == m_state->setup.jwksPath);
}

void TokenPage::read()
{
    m_files->refresh();
    const quint64 generation = ++m_generation;
    const auto tree = workspace().effectiveTree();
    whenDone(inBackground([tree, profile = workspace().profile(), paths = m_files->paths(), now = QDateTime::currentSecsSinceEpoch()] {
                 return readTokenState(*tree, profile, paths, now);
             }),
             this, [this, generation, tree](const std::shared_ptr<const TokenState> &state) {
                 if (generation == m_generation) {
                     m_stateTree = tree;
                     present(state);
                 }
             });
}

void TokenPage::present(const std::shared_ptr<const TokenState> &state)
{
    m_state = state;
    setFiles(state->configs, state->texts);
    setDetail(detail());
    showCards();
    showFindings();
    if (const int count = state->attention(); count != m_attention) {
        m_attention = count;
        Q_EMIT attentionChanged(count);
    }
}

QString TokenPage::detail() const
{
    const token::SetupPaths &paths = m_state->paths;
    if (paths.serviceConfig.empty() && paths.registryConfig.empty()) {
        return tr("No configuration is known yet");
    }
    const auto words = [](const std::string &path, const QString &none) { return path.empty() ? none : text::printable(path, 400); };
    return tr("%1 ↔ %2 (%3)")
        .arg(words(paths.serviceConfig, tr("no file of the token service")), words(paths.registryConfig, tr("no file of the registry")),
             versionWords(paths.version));
}

void TokenPage::showCards()
{
    const token::SetupPaths &paths = m_state->paths;
    const bool known = !paths.serviceConfig.empty() || !paths.registryConfig.empty();
    const bool usable = m_state->hasService() || m_state->hasRegistry();
    m_intro->setVisible(!known);
    m_agreement->setVisible(usable);
    m_findings->setVisible(known);
    m_trial->setVisible(m_state->hasService());
    m_access->setVisible(known);
    m_files->show();
    // What has to be chosen first comes first.
    if (usable == (left()->indexOf(m_files) >= 0)) {
        (usable ? left() : right())->removeWidget(m_files);
        if (usable) {
            right()->addWidget(m_files);
        } else {
            left()->insertWidget(1, m_files);
        }
    }
    const QString service = obstacle(paths.serviceConfig);
    m_agreement->show(*m_state, service, obstacle(paths.registryConfig));
    m_access->show(*m_state, service);
    m_trial->show(*m_state);
}

void TokenPage::showFindings()
{
    std::vector<ReportRow> rows;
    for (const token::Finding &finding : m_state->findings) {
        const bool byKey = finding.fix.empty() && curedByNewKey(finding.id);
        ReportRow row{finding.id,         toneOf(finding.severity), text::findingMessage(finding),
                      finding.where.file, finding.where.line,       byKey ? tr("New key and certificate…") : text::fixTitle(finding)};
        if (row.file == m_state->setup.keyPath) {
            row.file.clear(); // nobody is led to a private key's text
        }
        rows.push_back(std::move(row));
    }
    m_findings->show(rows, tr("Nothing is wrong with what could be looked at."));
}

QString TokenPage::obstacle(const std::string &file) const
{
    if (file.empty()) {
        return tr("The file is not known.");
    }
    const auto editable = workspace().checkEditable(file);
    if (editable) {
        return {};
    }
    return editable.error().code == ErrorCode::NotAllowed ? tr("%1 is not listed for changes.").arg(text::printable(file))
                                                          : text::errorMessage(editable.error());
}

void TokenPage::want(token::WantedSetup wanted, const QString &text)
{
    // Keys are changed by a dialog of their own, so this can be copied.
    m_edits.push_back({[wanted = std::move(wanted)](const FileSource &tree, const token::SetupPaths &paths) {
                           return token::coupledChange(tree, paths, wanted);
                       },
                       text,
                       {}});
    next();
}

void TokenPage::wantBlacklist(const std::vector<std::string> &add, const std::vector<std::string> &remove, const QString &text,
                              const QString &done)
{
    m_edits.push_back({[add, remove](const FileSource &tree, const token::SetupPaths &paths) -> Result<token::CoupledChange> {
                           token::SetupPaths alone;
                           alone.serviceConfig = paths.serviceConfig;
                           const FileContent content = tree.read(paths.serviceConfig);
                           const auto config = token::readServiceConfig(content.bytes, paths.serviceConfig);
                           if (!config) {
                               return fail(config.error());
                           }
                           auto names = token::editedBlacklist(config->blacklist, add, remove);
                           if (!names) {
                               return fail(names.error());
                           }
                           token::WantedSetup wanted;
                           wanted.blacklist = std::move(*names);
                           return token::coupledChange(tree, alone, wanted);
                       },
                       text, done});
    next();
}

void TokenPage::next()
{
    if (m_editing || m_edits.empty()) {
        return;
    }
    m_editing = true;
    showRefusal({});
    m_access->showDone({});
    const auto tree = workspace().effectiveTree();
    whenDone(inBackground([tree, paths = m_files->paths(), wish = m_edits.front().wish] {
                 return std::make_shared<Result<token::CoupledChange>>(wish(*tree, paths));
             }),
             this, [this, tree](const std::shared_ptr<Result<token::CoupledChange>> &change) {
                 m_editing = false;
                 if (tree == workspace().effectiveTree()) {
                     const Edit edit = std::move(m_edits.front());
                     m_edits.pop_front();
                     take(edit, *change);
                 } // else the files are others by now, and it is made on those
                 next();
             });
}

void TokenPage::take(const Edit &edit, const Result<token::CoupledChange> &change)
{
    if (!change) {
        refuse(change.error());
        return;
    }
    std::vector<change::FileRewrite> rewrites;
    for (const token::Rewrite &rewrite : change->files) {
        rewrites.push_back({rewrite.path, rewrite.bytes, rewrite.mode});
    }
    if (const auto done = workspace().rewrite(rewrites, edit.text); !done) {
        refuse(done.error());
        return;
    }
    m_access->showDone(edit.done);
    if (rewrites.empty()) {
        m_agreement->forgetTyping();
    }
}

void TokenPage::refuse(const Error &error)
{
    showRefusal(text::errorMessage(error));
    m_agreement->forgetTyping();
}

void TokenPage::fix(int finding)
{
    // What was found in other bytes is not repaired in these.
    if (!m_state || m_stateTree != workspace().effectiveTree() || finding < 0 || std::size_t(finding) >= m_state->findings.size()) {
        return;
    }
    const token::Finding &found = m_state->findings[std::size_t(finding)];
    if (found.fix.empty()) {
        if (!m_state->hasService()) {
            showRefusal(tr("A new key needs the token service's configuration: name it first."));
            return;
        }
        makeKey(token::OldCertificates::Drop);
        return;
    }
    std::vector<change::FileRewrite> rewrites;
    for (const token::Rewrite &rewrite : found.fix) {
        rewrites.push_back({rewrite.path, rewrite.bytes, rewrite.mode});
    }
    showRefusal({});
    if (const auto done = workspace().rewrite(rewrites, text::fixTitle(found)); !done) {
        refuse(done.error());
    }
}

void TokenPage::makeKey(token::OldCertificates old)
{
    if (!m_state) {
        return;
    }
    auto *dialog = new TokenKeyDialog(workspace(), m_state->setup, old, m_root, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // Where the configuration now says is where they are: a place that was named beside it is old.
    connect(dialog, &QDialog::accepted, this, [this, dialog, old = m_state->setup] {
        m_files->forgetPlaces(dialog->keyFile() != old.keyPath, dialog->bundleFile() != old.bundlePath);
    });
    dialog->open();
}

} // namespace pamphlet::ui
