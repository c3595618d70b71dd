package io.doip4j.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Arrays;

/** Which module may use what. The same arrows are in docs/architecture.md; module-info holds some of them too, but not all modules have one. */
@AnalyzeClasses(packages = "io.doip4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String JDK = "java..";
    private static final String JSPECIFY = "org.jspecify..";
    private static final String SLF4J = "org.slf4j..";
    private static final String AUTO_SERVICE = "com.google.auto.service..";
    private static final String JUNIT = "org.junit..";
    private static final String SERVER = "io.doip4j.server..";
    private static final String CLIENT = "io.doip4j.client..";
    private static final String PLUGINS = "io.doip4j.uds.services..";
    private static final String VEHICLE = "io.doip4j.vehicle..";
    private static final String TESTKIT = "io.doip4j.testkit..";
    private static final String ASSERTIONS = "io.doip4j.testkit.assertj..";
    private static final String CLI = "io.doip4j.cli..";
    private static final String[] CORE = {
        "io.doip4j.core..", "io.doip4j.uds", "io.doip4j.uds.spi..", "io.doip4j.uds.ecu.."
    };
    private static final String[] NO_IO = {
        "io.doip4j.server.internal.protocol..",
        "io.doip4j.server.internal.uds..",
        "io.doip4j.server.internal.time..",
        "io.doip4j.client.internal.protocol.."
    };

    private static String[] coreAnd(String... more) {
        String[] all = Arrays.copyOf(CORE, CORE.length + more.length);
        System.arraycopy(more, 0, all, CORE.length, more.length);
        return all;
    }

    @ArchTest
    static final ArchRule coreNeedsTheJdkAlone = classes()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(coreAnd(JDK, JSPECIFY));

    @ArchTest
    static final ArchRule serverNeedsCoreAndSlf4j = classes()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(coreAnd(SERVER, JDK, JSPECIFY, SLF4J));

    @ArchTest
    static final ArchRule clientNeedsCoreAndSlf4j = classes()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(coreAnd(CLIENT, JDK, "javax.net..", JSPECIFY, SLF4J));

    @ArchTest
    static final ArchRule pluginsNeedCore = classes()
            .that()
            .resideInAPackage(PLUGINS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(coreAnd(
                    PLUGINS, JDK, "javax.crypto..", "javax.naming..", "javax.security..", JSPECIFY, AUTO_SERVICE));

    @ArchTest
    static final ArchRule functionalUnitsOfPluginsKnowOnlyWhatAllShare = slices().matching(
                    "io.doip4j.uds.services.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(PLUGINS), resideInAPackage("io.doip4j.uds.services.internal.."));

    @ArchTest
    static final ArchRule vehicleNeedsServerPluginsAndCore = classes()
            .that()
            .resideInAPackage(VEHICLE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(coreAnd(VEHICLE, SERVER, PLUGINS, JDK, JSPECIFY));

    @ArchTest
    static final ArchRule testkitNeedsVehicleClientServerCoreAndJUnit = classes()
            .that()
            .resideInAPackage(TESTKIT)
            .and()
            .resideOutsideOfPackage(ASSERTIONS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(coreAnd(TESTKIT, VEHICLE, CLIENT, SERVER, JDK, JSPECIFY, JUNIT));

    /** Not everybody has AssertJ: nothing else may need it. */
    @ArchTest
    static final ArchRule assertionsNeedAssertJ = classes()
            .that()
            .resideInAPackage(ASSERTIONS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(coreAnd(ASSERTIONS, VEHICLE, JDK, JSPECIFY, "org.assertj.core.."));

    @ArchTest
    static final ArchRule onlyTheTestkitKnowsJUnit = noClasses()
            .that()
            .resideOutsideOfPackage(TESTKIT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TESTKIT, JUNIT);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.doip4j.(**)").should().beFreeOfCycles();

    /** Addresses are values, and a URL may name a jar: what opens something is meant. */
    @ArchTest
    static final ArchRule protocolDoesNoIo = noClasses()
            .that()
            .resideInAnyPackage(NO_IO)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.nio.channels..", "javax.net..", "java.net.http..")
                    .or(resideInAPackage("java.net")
                            .and(simpleNameEndingWith("Socket")
                                    .or(simpleNameEndingWith("SocketImpl"))
                                    .or(simpleNameEndingWith("Packet"))
                                    .or(simpleNameEndingWith("Connection"))
                                    .or(simpleNameEndingWith("NetworkInterface")))));

    @ArchTest
    static final ArchRule protocolRunsOnTheTimeThatItIsGiven = noClasses()
            .that()
            .resideInAnyPackage(NO_IO)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethodWhere(ofDateTime().and(nameIs("now")));

    /** To pass an interrupt on, or to end it, is allowed: a service that is called here may be interrupted. */
    @ArchTest
    static final ArchRule protocolHasNoThreads = noClasses()
            .that()
            .resideInAnyPackage(NO_IO)
            .should()
            .callConstructorWhere(ownedByThread())
            .orShould()
            .callMethodWhere(ownedByThread()
                    .and(DescribedPredicate.not(
                            nameIs("currentThread").or(nameIs("interrupt")).or(nameIs("interrupted")))));

    /** A plugin may ask where its tester is: that is a value. */
    @ArchTest
    static final ArchRule codecKnowsNoTransport = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.channels..", "javax.net..")
                    .and(DescribedPredicate.not(type(InetSocketAddress.class))));

    @ArchTest
    static void internalPackagesAreUsedByTheirModuleOnly(JavaClasses all) {
        internalOf(CORE).check(all);
        internalOf(SERVER).check(all);
        internalOf(CLIENT).check(all);
        internalOf(PLUGINS).check(all);
        internalOf(VEHICLE).check(all);
        internalOf(TESTKIT).check(all);
        internalOf(CLI).check(all);
    }

    private static ArchRule internalOf(String... module) {
        DescribedPredicate<JavaClass> internals = resideInAnyPackage(module).and(resideInAPackage("..internal.."));
        return noClasses().that().resideOutsideOfPackages(module).should().dependOnClassesThat(internals);
    }

    @ArchTest
    static final ArchRule librariesLogWithSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static void librariesPrintNothing(JavaClasses all) {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
                all.that(DescribedPredicate.not(resideInAnyPackage(CLI, "io.doip4j.examples.."))));
    }

    private static DescribedPredicate<JavaCall<?>> ownedByThread() {
        return DescribedPredicate.describe(
                "of Thread", call -> call.getTargetOwner().isEquivalentTo(Thread.class));
    }

    private static DescribedPredicate<JavaCall<?>> ofDateTime() {
        return DescribedPredicate.describe(
                "of java.time", call -> call.getTargetOwner().getPackageName().startsWith("java.time"));
    }

    private static DescribedPredicate<JavaCall<?>> nameIs(String name) {
        return DescribedPredicate.describe(
                name, call -> call.getTarget().getName().equals(name));
    }
}
