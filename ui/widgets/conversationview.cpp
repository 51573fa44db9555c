// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/conversationview.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

namespace pamphlet::ui {

namespace {

// What a compiler must not leave out: the buffer is never read again.
void wipe(char *bytes, qsizetype size)
{
    volatile char *at = bytes;
    while (size-- > 0) {
        *at++ = 0;
    }
}

Secret takeSecret(QLineEdit &field)
{
    QString text = field.text();
    QByteArray bytes = text.toUtf8();
    Secret secret;
    const bool fits = secret.assign({bytes.constData(), std::size_t(bytes.size())});
    wipe(bytes.data(), bytes.size());
    field.clear();
    // Now the only owner, so that this does not make a copy first.
    wipe(reinterpret_cast<char *>(text.data()), text.size() * qsizetype(sizeof(QChar)));
    if (!fits) {
        secret.clear(); // the field allows no more than fits
    }
    return secret;
}

// Modules write prompts for terminals: control characters and the blank before the cursor are not for a window.
QString tidy(QString text)
{
    for (QChar &character : text) {
        if (character.unicode() < 0x20 && character != QLatin1Char('\n') && character != QLatin1Char('\t')) {
            character = QChar(0xfffd);
        }
    }
    while (!text.isEmpty() && text.back().isSpace()) {
        text.chop(1);
    }
    return text;
}

} // namespace

ConversationView::ConversationView(QWidget *parent)
    : QScrollArea(parent)
    , m_content(new QWidget(this))
    , m_layout(new QVBoxLayout(m_content))
{
    setObjectName(QStringLiteral("conversationView"));
    setAccessibleName(tr("Conversation"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content->setObjectName(QStringLiteral("conversationContent"));
    m_content->setBackgroundRole(QPalette::Base);
    m_content->setAutoFillBackground(true);
    m_layout->setContentsMargins(12, 10, 12, 10);
    m_layout->setSpacing(5);
    m_layout->addStretch(1);
    setWidget(m_content);
}

void ConversationView::clear()
{
    closePrompt();
    const auto widgets = m_content->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget *widget : widgets) {
        m_layout->removeWidget(widget);
        widget->hide();
        widget->deleteLater();
    }
    m_transcript.clear();
    m_count = 0;
}

void ConversationView::add(QWidget *widget)
{
    m_layout->insertWidget(m_layout->count() - 1, widget);
    QTimer::singleShot(0, this, [this] { verticalScrollBar()->setValue(verticalScrollBar()->maximum()); });
}

QLabel *ConversationView::line(const QString &text, const QString &name)
{
    auto *label = new QLabel(tidy(text), m_content);
    label->setObjectName(name + QString::number(m_count++) + QStringLiteral("Label"));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    add(label);
    return label;
}

void ConversationView::addMessage(MessageStyle style, const QString &text)
{
    const bool error = style == MessageStyle::Error;
    m_transcript << (error ? tr("error: %1") : tr("info: %1")).arg(tidy(text));
    QLabel *label = line(text, QStringLiteral("message"));
    if (error) {
        QPalette own = label->palette();
        own.setColor(label->foregroundRole(), colorsFor(palette()).error);
        label->setPalette(own);
    } else {
        label->setForegroundRole(QPalette::PlaceholderText);
    }
}

void ConversationView::addPrompt(unsigned prompt, MessageStyle style, const QString &text)
{
    closePrompt();
    m_transcript << tr("prompt: %1").arg(tidy(text));
    QLabel *label = line(text, QStringLiteral("prompt"));
    m_prompt = prompt;
    m_row = new QWidget(m_content);
    m_row->setObjectName(QStringLiteral("answerRow"));
    auto *layout = new QHBoxLayout(m_row);
    layout->setContentsMargins(0, 0, 0, 4);
    m_field = new QLineEdit(m_row);
    m_field->setObjectName(QStringLiteral("answerLineEdit"));
    m_field->setAccessibleName(tidy(text).isEmpty() ? tr("Answer") : tidy(text));
    m_field->setEchoMode(style == MessageStyle::EchoOff ? QLineEdit::Password : QLineEdit::Normal);
    m_field->setMaxLength(int(Secret::capacity) / 4); // a character has up to four bytes
    m_field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    auto *button = new QPushButton(tr("Answer"), m_row);
    button->setObjectName(QStringLiteral("answerButton"));
    button->setAutoDefault(false);
    layout->addWidget(m_field, 1);
    layout->addWidget(button);
    label->setBuddy(m_field);
    add(m_row);
    connect(m_field, &QLineEdit::returnPressed, this, &ConversationView::submit);
    connect(button, &QPushButton::clicked, this, &ConversationView::submit);
    m_field->setFocus();
}

void ConversationView::submit()
{
    if (!m_field) {
        return;
    }
    const unsigned prompt = m_prompt;
    Secret secret = takeSecret(*m_field);
    closePrompt();
    m_transcript << tr("(answered; answers are not recorded)");
    QLabel *label = line(QStringLiteral("••••••••"), QStringLiteral("answer"));
    label->setAccessibleName(tr("answered"));
    Q_EMIT answered(prompt, &secret);
}

void ConversationView::addResult(Tone tone, const QString &text)
{
    m_transcript << text;
    QLabel *label = line(text, QStringLiteral("result"));
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    QPalette own = label->palette();
    own.setColor(label->foregroundRole(), colorsFor(palette()).strong(tone));
    label->setPalette(own);
}

void ConversationView::closePrompt()
{
    if (m_row) {
        // The whole field goes: a line edit remembers what was typed for its own undo.
        takeSecret(*m_field).clear();
        m_layout->removeWidget(m_row);
        m_row->hide();
        m_row->deleteLater();
        m_row = nullptr;
        m_field = nullptr;
    }
}

} // namespace pamphlet::ui
