package io.moonlight.auth.checks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.moonlight.auth.application.ImportUsers;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.internal.Admissions;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.port.UserRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No user comes into being around the admission policy. Who adds a way to create users adds it here, and decides whether the
 * policy is asked; an administrator's import is not.
 */
class UserCreationTest {

    private static final String TESTKIT = "io.moonlight.auth.testkit..";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.moonlight.auth");

    private static final Pattern INSERT =
            Pattern.compile("INSERT\\s+INTO\\s+(<users>|(\\$\\{prefix})?users\\b)", Pattern.CASE_INSENSITIVE);

    @Test
    void register_ofTheStore_isCalledByTheUseCaseThatAsksThePolicy() {
        assertCalledOnlyBy("register", Register.class);
    }

    @Test
    void importAll_ofTheStore_isCalledByTheAdministratorsImport() {
        assertCalledOnlyBy("importAll", ImportUsers.class);
    }

    private static void assertCalledOnlyBy(String method, Class<?> useCase) {
        assertThat(UserRepository.class.getMethods())
                .anyMatch(each -> each.getName().equals(method));
        noClasses()
                .that(not(belongToAnyOf(useCase)))
                .and(not(resideInAPackage(TESTKIT)))
                .should()
                .callMethodWhere(target(name(method)).and(target(owner(assignableTo(UserRepository.class)))))
                .check(OURS);
    }

    /** The rule that requires no invitation comes from the policy. */
    @Test
    void everyone_isTheAnswerOfThePolicyAlone() {
        noClasses()
                .that(not(belongToAnyOf(Admissions.class, AdmissionRule.class)))
                .and(not(resideInAPackage(TESTKIT)))
                .should()
                .accessField(AdmissionRule.class, AdmissionRule.EVERYONE.name())
                .check(OURS);
    }

    @Test
    void statements_thatInsertUsers_areThoseOfTheRegistrationAndOfImports() throws IOException {
        assertThat(productFiles().filter(UserCreationTest::insertsUsers))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("UserSql.java", "MovingSql.java", "PlanTakeover.java");
    }

    private static Stream<Path> productFiles() throws IOException {
        List<String> others = List.of("benchmarks", "examples", "fault-tests", "auth-testkit", "project-checks");
        try (Stream<Path> modules = Files.list(Artifacts.ROOT)) {
            return modules
                    .filter(module -> !others.contains(module.getFileName().toString()))
                    .map(module -> module.resolve("src/main"))
                    .filter(Files::isDirectory)
                    .flatMap(folder -> files(folder).stream())
                    .toList()
                    .stream();
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().matches(".*\\.(java|sql)"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean insertsUsers(Path file) {
        try {
            return INSERT.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
