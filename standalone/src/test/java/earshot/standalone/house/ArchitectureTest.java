// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The walls between the rooms of docs/architecture.md, checked on the compiled classes of all modules. */
class ArchitectureTest {
    private static final JavaClasses EARSHOT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("earshot");

    @Test
    void aProgramDependsOnNoOtherProgram() {
        noClasses()
                .that()
                .resideInAPackage("earshot.probe..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("earshot.jobs..", "earshot.api..", "earshot.standalone..")
                .check(EARSHOT);
        noClasses()
                .that()
                .resideInAPackage("earshot.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("earshot.probe..", "earshot.api..", "earshot.standalone..")
                .check(EARSHOT);
        noClasses()
                .that()
                .resideInAPackage("earshot.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("earshot.probe..", "earshot.jobs..", "earshot.standalone..")
                .check(EARSHOT);
    }

    @Test
    void theLogicOfCallsKnowsNoEngine() {
        noClasses()
                .that()
                .resideInAPackage("earshot.calls..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink..", "org.apache.kafka..", "com.clickhouse..", "java.sql..", "java.net..")
                .check(EARSHOT);
    }

    @Test
    void onlyStorageTheSinkTheStoreAndTheEngineItselfSpeakToClickHouse() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "earshot.storage..", "earshot.jobs.sink..", "earshot.api.store..", "earshot.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.clickhouse..")
                .check(EARSHOT);
    }

    @Test
    void nothingIsNamedAfterWhatItIsNot() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .check(EARSHOT);
    }

    @Test
    void modulesDoNotDependInCircles() {
        slices().matching("earshot.(*)..").should().beFreeOfCycles().check(EARSHOT);
    }

    @Test
    void theClockIsReadByProgramsOnly() {
        noClasses()
                .that()
                .resideInAnyPackage("earshot.protocols..", "earshot.quality..", "earshot.calls..", "earshot.events..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(EARSHOT);
    }
}
