// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** What this module must not know. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("earshot.protocols");

    @Test
    void decodersKnowNoFilesSocketsThreadsClocksOrRegularExpressions() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.time..",
                        "java.util.concurrent..",
                        "java.util.regex..",
                        "java.util.stream..")
                .check(CLASSES);
    }

    @Test
    void noPackageDependsOnItselfInACircle() {
        slices().matching("earshot.protocols.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noTextIsSplitOrReplacedByRegularExpression() {
        noClasses()
                .should()
                .callMethod(String.class, "split", String.class)
                .orShould()
                .callMethod(String.class, "matches", String.class)
                .orShould()
                .callMethod(String.class, "replaceAll", String.class, String.class)
                .check(CLASSES);
    }
}
