<?xml version="1.0" encoding="utf-8"?>
<!-- SPDX-FileCopyrightText: 2026 The Pamphlet developers -->
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>pamphlet::ui::AccessCard</name>
    <message numerus="yes">
        <source>%1: %n to add</source>
        <translation>
            <numerusform>%1: %n to add</numerusform>
            <numerusform>%1: %n to add</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) of the group %1 added to the blacklist. Who joins the group later is not on it.</source>
        <translation>
            <numerusform>%n name of the group %1 added to the blacklist. Who joins the group later is not on it.</numerusform>
            <numerusform>%n names of the group %1 added to the blacklist. Who joins the group later is not on it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::AgreementCard</name>
    <message numerus="yes">
        <source>expired %n day(s) ago</source>
        <translation>
            <numerusform>expired %n day ago</numerusform>
            <numerusform>expired %n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>expires in %n day(s)</source>
        <translation>
            <numerusform>expires in %n day</numerusform>
            <numerusform>expires in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s)</source>
        <translation>
            <numerusform>%n certificate</numerusform>
            <numerusform>%n certificates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::ChangeSection</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::EditSection</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::FindingsSection</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::MainWindow</name>
    <message numerus="yes">
        <source>Applied to %n file(s).</source>
        <translation>
            <numerusform>Applied to %n file.</numerusform>
            <numerusform>Applied to %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rolled back: %n file(s) are as they were.</source>
        <translation>
            <numerusform>Rolled back: %n file is as it was.</numerusform>
            <numerusform>Rolled back: %n files are as they were.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::MotdPartsModel</name>
    <message numerus="yes">
        <source>%n times</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::PamPage</name>
    <message numerus="yes">
        <source>Filter %n service(s)</source>
        <translation>
            <numerusform>Filter %n service</numerusform>
            <numerusform>Filter %n services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>includes %n file(s)</source>
        <translation>
            <numerusform>includes %n file</numerusform>
            <numerusform>includes %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::PendingBar</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) affected</source>
        <translation>
            <numerusform>%n service affected</numerusform>
            <numerusform>%n services affected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::ReportSection</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::ReviewDialog</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) repaired.</source>
        <translation>
            <numerusform>%n finding repaired.</numerusform>
            <numerusform>%n findings repaired.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No new finding in any of the %n service(s).</source>
        <translation>
            <numerusform>No new finding in the %n service.</numerusform>
            <numerusform>No new finding in any of the %n services.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::RuleDialog</name>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::ServiceModel</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::Sidebar</name>
    <message numerus="yes">
        <source>%1: %n problem(s)</source>
        <translation>
            <numerusform>%1: %n problem</numerusform>
            <numerusform>%1: %n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s) and warning(s)</source>
        <translation>
            <numerusform>%n error or warning</numerusform>
            <numerusform>%n errors and warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::SregistrySwitchDialog</name>
    <message numerus="yes">
        <source>%n file(s) change together, as one step. Nothing is written before you apply.</source>
        <translation>
            <numerusform>%n file changes. Nothing is written before you apply.</numerusform>
            <numerusform>%n files change together, as one step. Nothing is written before you apply.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::StackModel</name>
    <message numerus="yes">
        <source>shared by %n service(s)</source>
        <translation>
            <numerusform>shared by %n service</numerusform>
            <numerusform>shared by %n services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::TeleportServiceCard</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::VerdictBar</name>
    <message numerus="yes">
        <source>Take back %n answer(s) chosen by hand</source>
        <translation>
            <numerusform>Take back %n answer chosen by hand</numerusform>
            <numerusform>Take back %n answers chosen by hand</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pamphlet::ui::WaysSection</name>
    <message numerus="yes">
        <source>… and %n more way(s)</source>
        <translation>
            <numerusform>… and %n more way</numerusform>
            <numerusform>… and %n more ways</numerusform>
        </translation>
    </message>
</context>
</TS>
