package io.moonlight.auth.checks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.moonlight.auth.bootstrap.HealthProbe;
import io.moonlight.auth.verifier.AccessTokenVerifierBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Arrows point inwards. Each rule is an allow-list: what is not named may not be used. Each package that a list names is
 * asserted to be used, and so to exist: a rule on a misspelt package passes whatever the code does.
 */
class ArchitectureTest {

    private static final String ROOT = "io.moonlight.auth.";
    private static final String NULLNESS = "org.jspecify.annotations";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.moonlight.auth");

    static Stream<Arguments> modules() {
        return Stream.of(
                module("domain"),
                module("application", "domain..", "org.slf4j.."),
                module("testkit", "domain..", "org.junit.jupiter..", "org.assertj.."),
                module("inmemory", "domain.."),
                module(
                        "postgres",
                        "domain..",
                        "org.jdbi..",
                        "com.zaxxer.hikari..",
                        "org.flywaydb..",
                        "org.postgresql..",
                        "org.slf4j.."),
                module("redis", "domain..", "redis.clients.jedis.."),
                module("smtp", "domain..", "jakarta.mail..", "org.eclipse.angus.."),
                module("jwt", "domain..", "com.auth0.jwt..", "com.fasterxml.jackson.."),
                module("verifier", "com.nimbusds.."),
                module("bcrypt", "domain..", "org.mindrot.jbcrypt.."),
                module("http", "domain..", "application..", "com.fasterxml.jackson..", "org.slf4j.."),
                module(
                        "http.javalin",
                        "domain..",
                        "application..",
                        "http",
                        "io.javalin..",
                        "jakarta.servlet..",
                        "org.eclipse.jetty..",
                        "org.slf4j.."),
                module("http.servlet", "domain..", "application..", "http", "jakarta.servlet..", "org.slf4j.."),
                module("pages", "domain..", "http"),
                module(
                        "spring",
                        "domain..",
                        "application..",
                        "http",
                        "http.servlet",
                        "inmemory",
                        "postgres",
                        "redis",
                        "smtp",
                        "jwt",
                        "bcrypt",
                        "org.springframework..",
                        "org.slf4j..",
                        "com.zaxxer.hikari",
                        "io.micrometer.core..",
                        "jakarta.mail..",
                        "jakarta.servlet..",
                        "redis.clients.jedis"),
                module("embeddedpostgres", "org.apache.commons.compress..", "org.tukaani.xz..", "org.slf4j.."));
    }

    private static Arguments module(String name, String... allowed) {
        return Arguments.of(name, Stream.of(allowed).map(ArchitectureTest::full).toArray(String[]::new));
    }

    private static String full(String name) {
        return name.matches("(domain|application|inmemory|http|postgres|redis$|smtp|jwt|bcrypt).*")
                ? ROOT + name
                : name;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void module_ofThisProject_usesOnlyWhatItsListNames(String module, String... allowed) {
        DescribedPredicate<JavaClass> own = isOf(module);
        String[] others = Stream.concat(Stream.of("java..", "javax..", NULLNESS), Stream.of(allowed))
                .toArray(String[]::new);

        classes()
                .that(own)
                .should()
                .onlyDependOnClassesThat(own.or(resideInAnyPackage(others)))
                .check(OURS);
    }

    /** Each binding to a server is a module of its own, below the package of what it binds. */
    private static DescribedPredicate<JavaClass> isOf(String module) {
        DescribedPredicate<JavaClass> below = resideInAPackage(ROOT + module + "..");
        return module.equals("http")
                ? below.and(not(resideInAnyPackage(ROOT + "http.javalin..", ROOT + "http.servlet..")))
                : below;
    }

    /** So that Kotlin, and checkers of Java, know what is never null. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void packages_ofAModule_areNullMarked(String module) {
        assertThat(OURS.stream().filter(isOf(module)).map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allMatch(name -> name.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void internals_ofTheHttpApi_areUsedByItAlone() {
        noClasses()
                .that(not(isOf("http")))
                .should()
                .dependOnClassesThat(isOf("http").and(not(resideInAPackage(ROOT + "http"))))
                .check(OURS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void list_ofAModule_namesOnlyWhatItUses(String module, String... allowed) {
        List<String> used = OURS.stream()
                .filter(isOf(module))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getPackageName())
                .distinct()
                .toList();

        assertThat(used).as("packages that " + module + " uses").isNotEmpty();
        for (String name : allowed) {
            assertThat(used).anyMatch(target -> target.startsWith(name.replace("..", "")));
        }
    }

    @Test
    void domain_inItsRings_pointsInwards() {
        classes()
                .that()
                .resideInAPackage(ROOT + "domain.error..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", NULLNESS, ROOT + "domain.error.."))
                .check(OURS);
        classes()
                .that()
                .resideInAPackage(ROOT + "domain.model..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "javax.crypto..", NULLNESS, ROOT + "domain.error..", ROOT + "domain.model.."))
                .check(OURS);
    }

    /** Modules join this list when they keep to it. */
    @ParameterizedTest
    @ValueSource(strings = {"bcrypt", "inmemory", "postgres", "redis", "smtp", "spring"})
    void packages_ofAModule_haveAtMostTwentyTypes(String module) {
        Map<String, Long> sizes = OURS.stream()
                .filter(type -> type.getPackageName().startsWith(ROOT + module))
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(sizes)
                .isNotEmpty()
                .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(20));
    }

    @Test
    void rowsOfPostgres_useNothingElseOfIt() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "postgres.internal.row")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "postgres",
                        ROOT + "postgres.internal.connection",
                        ROOT + "postgres.internal.migration",
                        ROOT + "postgres.internal.sql")
                .check(OURS);
    }

    @Test
    void internalsOfTheApplication_areUsedByItAlone() {
        noClasses()
                .that(not(resideInAPackage(ROOT + "application..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "application.internal..")
                .check(OURS);
    }

    @Test
    void time_isAskedOfTheClockPortAlone() {
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "bootstrap")))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(Date.class)
                .check(OURS);
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "bootstrap", ROOT + "application", ROOT + "spring")))
                .and()
                .doNotBelongToAnyOf(AccessTokenVerifierBuilder.class)
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(OURS);
    }

    /** The mail server has a name to look up, and the probe asks this machine; no other code makes an address of a text. */
    @Test
    void names_areLookedUpForTheMailServerAlone() {
        noClasses()
                .that(not(resideInAPackage(ROOT + "smtp..")))
                .and()
                .doNotBelongToAnyOf(HealthProbe.class)
                .should()
                .callMethod(InetAddress.class, "getByName", String.class)
                .orShould()
                .callMethod(InetAddress.class, "getAllByName", String.class)
                .orShould()
                .callConstructor(InetSocketAddress.class, String.class, int.class)
                .check(OURS);
    }

    @Test
    void randomness_comesFromTheGeneratorThatWasGiven() {
        noClasses()
                .that(not(resideInAPackage(ROOT + "testkit..")))
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .check(OURS);
    }
}
