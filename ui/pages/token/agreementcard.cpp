// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/token/agreementcard.h"

#include "core/token/relations.h"
#include "core/token/serviceconfig.h"
#include "ui/pages/token/statemark.h"
#include "ui/text/printable.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/card.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

namespace {

constexpr std::int64_t day = 86400;
constexpr std::int64_t soon = 30 * day; ///< a certificate to be thought of
const QString useLink = QStringLiteral("use:");

QString baseName(const std::string &path)
{
    return text::printable(std::string_view(path).substr(path.rfind('/') + 1));
}

/// Plain text, wrapped, whatever it looks like.
QString tip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped());
}

QString octal(std::uint32_t mode)
{
    return QStringLiteral("%1").arg(mode & 07777, 4, 8, QLatin1Char('0'));
}

QString sideWords(const token::Setting &setting)
{
    switch (setting.state) {
    case token::SettingState::Good:
        return QStringLiteral("<b>%1</b>").arg(text::printable(setting.text).toHtmlEscaped());
    case token::SettingState::Missing:
        return AgreementCard::tr("nothing");
    case token::SettingState::WrongType:
        break;
    }
    return AgreementCard::tr("something that is no text");
}

} // namespace

AgreementCard::AgreementCard(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("tokenAgreement"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card(QStringLiteral("tokenAgreement"), tr("Both sides must agree"), this);
    outer->addWidget(card);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(7);
    grid->setColumnStretch(1, 1);
    m_issuer = addRow(grid, QStringLiteral("tokenIssuer"), tr("&Issuer"), true);
    m_audience = addRow(grid, QStringLiteral("tokenAudience"), tr("&Audience / service"), true);
    m_realm = addRow(grid, QStringLiteral("tokenRealm"), tr("&Realm"), true);
    m_key = addRow(grid, QStringLiteral("tokenKey"), tr("Signing key"), false);
    m_bundle = addRow(grid, QStringLiteral("tokenBundle"), tr("Certificate bundle"), false);
    card->content()->addLayout(grid);
    connectRow(m_issuer, &AgreementCard::issuerWanted);
    connectRow(m_audience, &AgreementCard::audienceWanted);
    connectRow(m_realm, &AgreementCard::realmWanted);

    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(10);
    bottom->addWidget(mutedLabel(tr("The registry reads its files once, when it starts: restart it after a change."),
                                 QStringLiteral("tokenRestartLabel"), card),
                      1);
    m_newKey = new QPushButton(tr("New &key and certificate…"), card);
    m_newKey->setObjectName(QStringLiteral("tokenNewKeyButton"));
    bottom->addWidget(m_newKey);
    card->content()->addLayout(bottom);
    connect(m_newKey, &QPushButton::clicked, this, &AgreementCard::newKeyWanted);
}

AgreementCard::~AgreementCard()
{
    // A field that goes while somebody types in it says so.
    for (const Row *row : {&m_issuer, &m_audience, &m_realm}) {
        row->edit->disconnect(this);
    }
}

AgreementCard::Row AgreementCard::addRow(QGridLayout *grid, const QString &name, const QString &label, bool editable)
{
    Row row;
    const int line = grid->rowCount();
    auto *caption = new QLabel(label, this);
    caption->setObjectName(name + QStringLiteral("Caption"));
    caption->setForegroundRole(QPalette::PlaceholderText);
    row.edit = new QLineEdit(this);
    row.edit->setObjectName(name + QStringLiteral("LineEdit"));
    row.edit->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    row.edit->setReadOnly(!editable);
    caption->setBuddy(row.edit);
    row.mark = new StateMark(name + QStringLiteral("StateLabel"), this);
    row.choices = new QLabel(this);
    row.choices->setObjectName(name + QStringLiteral("ChoicesLabel"));
    row.choices->setAccessibleName(tr("What each side says"));
    row.choices->setTextFormat(Qt::RichText);
    row.choices->setWordWrap(true);
    row.choices->setTextInteractionFlags(Qt::TextBrowserInteraction);
    row.choices->hide();
    grid->addWidget(caption, line, 0);
    grid->addWidget(row.edit, line, 1);
    grid->addWidget(row.mark, line, 2);
    grid->addWidget(row.choices, line + 1, 1, 1, 2);
    return row;
}

void AgreementCard::connectRow(Row &row, Wanted wanted)
{
    connect(row.edit, &QLineEdit::editingFinished, this, [this, &row, wanted] {
        const QString value = row.edit->text().trimmed();
        if (!row.edit->isModified() || row.edit->isReadOnly()) {
            return;
        }
        row.edit->setModified(false);
        if (value == row.shown) {
            row.edit->setText(row.shown);
        } else {
            Q_EMIT(this->*wanted)(value);
        }
    });
    connect(row.choices, &QLabel::linkActivated, this, [this, &row, wanted](const QString &link) {
        bool ok = false;
        const int choice = link.mid(useLink.size()).toInt(&ok);
        if (ok && choice >= 0 && choice < row.values.size()) {
            row.edit->setModified(false);
            Q_EMIT(this->*wanted)(row.values[choice]);
        }
    });
}

void AgreementCard::fill(Row &row, const QString &text, Tone tone, const QString &word)
{
    row.shown = text;
    if (!row.edit->hasFocus() || !row.edit->isModified()) {
        row.edit->setText(text);
        row.edit->setCursorPosition(0);
    }
    row.edit->setToolTip(tip(text));
    row.edit->setAccessibleDescription(word);
    row.mark->setState(tone, word);
    row.choices->hide();
    row.values.clear();
}

void AgreementCard::setObstacle(Row &row, const QString &obstacle)
{
    row.edit->setReadOnly(!obstacle.isEmpty());
    if (!obstacle.isEmpty()) {
        row.edit->setToolTip(tip(obstacle));
    }
}

void AgreementCard::forgetTyping()
{
    for (Row *row : {&m_issuer, &m_audience, &m_realm}) {
        row->edit->setText(row->shown);
    }
}

void AgreementCard::show(const TokenState &state, const QString &serviceObstacle, const QString &registryObstacle)
{
    Sides issuer;
    Sides audience;
    if (state.hasService()) {
        issuer.service = &state.setup.service->issuer;
        audience.service = &state.setup.service->audience;
    }
    if (state.hasRegistry()) {
        issuer.registry = &state.setup.registry->issuer;
        audience.registry = &state.setup.registry->service;
    }
    showShared(m_issuer, issuer, state);
    showShared(m_audience, audience, state);
    showRealm(state);
    showKey(state);
    showBundle(state);
    QString both = serviceObstacle.isEmpty() ? registryObstacle : serviceObstacle;
    if (!state.hasService() || !state.hasRegistry()) {
        both = tr("It stands in both files: name the other one too.");
    }
    setObstacle(m_issuer, both);
    setObstacle(m_audience, both);
    setObstacle(m_realm, state.hasRegistry() ? registryObstacle : tr("It stands in the registry's file: name that."));
    m_newKey->setEnabled(state.hasService());
}

void AgreementCard::showShared(Row &row, const Sides &sides, const TokenState &state)
{
    row.edit->setPlaceholderText(QString());
    if (!sides.service || !sides.registry) {
        const token::Setting *one = sides.service ? sides.service : sides.registry;
        const bool broken = state.setup.serviceError || state.setup.registryError;
        fill(row, one ? QString::fromStdString(one->text) : QString(), Tone::Neutral,
             !one         ? tr("not known")
                 : broken ? tr("the other cannot be read")
                          : tr("one side alone"));
        return;
    }
    const bool good = sides.service->good() && sides.registry->good();
    if (good && sides.service->text == sides.registry->text) {
        fill(row, QString::fromStdString(sides.service->text), sides.service->text.empty() ? Tone::Warning : Tone::Success,
             sides.service->text.empty() ? tr("empty") : tr("the same"));
        return;
    }
    fill(row, QString(), Tone::Error, good ? tr("differs") : tr("missing"));
    row.edit->setPlaceholderText(tr("Type what both are to have, or choose below"));
    QStringList lines;
    const auto add = [&](const QString &side, const token::Setting &setting) {
        QString line = QStringLiteral("%1: %2").arg(side.toHtmlEscaped(), sideWords(setting));
        if (!setting.text.empty() && setting.state != token::SettingState::Missing) {
            line += QStringLiteral(" · <a href=\"%1%2\">%3</a>")
                        .arg(useLink)
                        .arg(row.values.size())
                        .arg(tr("Use it in both").toHtmlEscaped());
            row.values << QString::fromStdString(setting.text);
        }
        lines << line;
    };
    add(tr("Token service"), *sides.service);
    add(tr("Registry"), *sides.registry);
    row.choices->setText(lines.join(QStringLiteral("<br>")));
    row.choices->show();
}

void AgreementCard::showRealm(const TokenState &state)
{
    if (!state.hasRegistry()) {
        fill(m_realm, QString(), Tone::Neutral, tr("not known"));
        return;
    }
    const token::Setting &realm = state.setup.registry->realm;
    const QString text = QString::fromStdString(realm.text);
    const auto parts = token::splitRealm(realm.text);
    if (!realm.good()) {
        fill(m_realm, text, Tone::Error, realm.present() ? tr("no text") : tr("missing"));
    } else if (!parts) {
        fill(m_realm, text, Tone::Error, tr("no address"));
    } else if (!parts->path.ends_with(token::serviceTokenPath)) {
        fill(m_realm, text, Tone::Error, tr("other path"));
    } else if (parts->scheme == "http") {
        fill(m_realm, text, Tone::Warning, tr("not encrypted"));
    } else {
        fill(m_realm, text, Tone::Success, tr("token path"));
    }
}

void AgreementCard::showKey(const TokenState &state)
{
    const token::TokenSetup &setup = state.setup;
    if (setup.keyPath.empty()) {
        fill(m_key, QString(), setup.service ? Tone::Error : Tone::Neutral, setup.service ? tr("missing") : tr("not known"));
        return;
    }
    QStringList parts{baseName(setup.keyPath)};
    if (!state.keyKind.empty()) {
        parts << QString::fromStdString(state.keyKind);
    }
    if (setup.keyStatus.kind == FileKind::Regular || (setup.keyStatus.kind == FileKind::Unreadable && setup.keyStatus.mode != 0)) {
        parts << octal(setup.keyStatus.mode);
    }
    Tone tone = Tone::Error;
    QString word;
    if (setup.keyStatus.kind == FileKind::Unreadable) {
        tone = Tone::Neutral;
        word = tr("not readable");
    } else if (setup.keyStatus.kind == FileKind::Missing) {
        word = tr("not there");
    } else if (setup.keyError) {
        word = tr("not usable");
    } else if ((setup.keyStatus.mode & 0137) != 0) {
        word = tr("too open");
    } else if (!state.keyCertified && !setup.bundlePath.empty() && !setup.bundleError) {
        word = tr("not in the bundle");
    } else if (state.keyCertified) {
        tone = Tone::Success;
        word = tr("certified");
    } else {
        tone = Tone::Neutral;
        word = tr("not compared");
    }
    fill(m_key, parts.join(QStringLiteral(" · ")), tone, word);
    m_key.edit->setToolTip(tip(text::printable(setup.keyPath)));
}

void AgreementCard::showBundle(const TokenState &state)
{
    const token::TokenSetup &setup = state.setup;
    if (setup.bundlePath.empty()) {
        const bool jwks = setup.jwks.has_value();
        fill(m_bundle, QString(), state.hasRegistry() && !jwks ? Tone::Error : Tone::Neutral,
             state.hasRegistry() ? tr("missing") : tr("not known"));
        return;
    }
    QStringList parts{baseName(setup.bundlePath)};
    Tone tone = Tone::Error;
    QString word;
    if (setup.bundleStatus.kind == FileKind::Missing) {
        tone = Tone::Warning;
        word = tr("not here");
    } else if (setup.bundleError) {
        word = tr("cannot be read");
    } else if (!state.expires) {
        word = tr("no certificate");
    } else {
        const std::int64_t left = *state.expires - state.now;
        const int days = int(std::min<std::int64_t>(std::max<std::int64_t>(left, -left) / day, 1000000));
        parts << (left < 0        ? tr("expired %n day(s) ago", nullptr, days)
                      : days == 0 ? tr("expires today")
                                  : tr("expires in %n day(s)", nullptr, days));
        if (state.certificates > 1) {
            parts << tr("%n certificate(s)", nullptr, int(state.certificates));
        }
        tone = left < soon ? Tone::Warning : Tone::Success;
        word = left < 0 ? tr("expired") : left < soon ? tr("soon") : tr("valid");
    }
    fill(m_bundle, parts.join(QStringLiteral(" · ")), tone, word);
    m_bundle.edit->setToolTip(tip(text::printable(setup.bundlePath)));
}

} // namespace pamphlet::ui
