package io.doip4j.testkit;

import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.spi.UdsServiceProvider;
import io.doip4j.vehicle.DemoVehicle;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * A DoIP server for tests, in a field with {@code @RegisterExtension}: for tests that need several servers, or one that is made
 * by code. {@link DoipServerTest} is shorter where it suffices.
 *
 * <pre>{@code
 * class TwoGateways {
 *     @RegisterExtension
 *     static final DoipServerExtension gateway = DoipServerExtension.builder()
 *             .configure(server -> server.maxSockets(1))
 *             .build();
 *
 *     @RegisterExtension
 *     final DoipServerExtension edge = DoipServerExtension.builder()
 *             .vehicle(DemoVehicle.create().withLogicalAddress(0x2000))
 *             .build();
 *
 *     @Test
 *     void bothAnswer(@DoipInstance("gateway") DoipTester first) {
 *         assertThat(first.activateRouting(0x0E80).entity()).isEqualTo(LogicalAddress.of(0x1000));
 *         DoipTester second = edge.server().newTester();
 *         assertThat(second.activateRouting(0x0E80).entity()).isEqualTo(LogicalAddress.of(0x2000));
 *     }
 * }
 * }</pre>
 *
 * <p>In a static field it is one server for the class and those nested in it, and is reset before each test; tests that share it
 * wait for each other. In a field that is not static it is a server for each test, in every life cycle of test objects. The
 * server is on a free port of IPv4 loopback, does not announce itself, and answers identification requests at once, unless
 * {@code configure} says otherwise. {@link ConfigureServer} methods, parameters and {@link InjectDoip} fields work as with
 * {@code @DoipServerTest}; where a test has several servers, {@link DoipInstance} chooses one.
 *
 * <p>Safe for use by tests that run in parallel.
 */
public final class DoipServerExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                InvocationInterceptor {
    private final ServerSource source;
    private final CurrentUses current = new CurrentUses();

    /** For JUnit: the extension of the annotation. */
    DoipServerExtension() {
        source = new AnnotatedServer();
    }

    private DoipServerExtension(Builder builder) {
        String name = builder.name;
        ServerSpec spec = new ServerSpec(
                name == null ? "server" : name,
                builder.vehicle,
                builder.changes,
                builder.trace,
                builder.failOnServerError,
                builder.virtualTime);
        source = new RegisteredServer(this, spec, name != null);
    }

    /**
     * Begins the description of an extension. Without further calls its server is that of {@link DoipServerTest}.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The server of the test that calls, or, in {@code @BeforeAll} and {@code @AfterAll} methods, of the class.
     *
     * @return the running server
     * @throws IllegalStateException if there is none, or if several tests run at the same time and the calling thread runs none of
     *     them
     */
    public DoipServerHandle server() {
        return current.get().handle();
    }

    CurrentUses current() {
        return current;
    }

    /** Whether this extension gives a server, which belongs to a context, to another context in that one. */
    boolean gives(ServerRegistry.Entry entry, ExtensionContext home, ExtensionContext context) {
        return source.plan(context)
                .filter(plan -> plan.isHome(home) && plan.spec().name().equals(entry.name()))
                .isPresent();
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        begin(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin(context);
    }

    private void begin(ExtensionContext context) {
        Optional<ServerSource.Plan> plan = source.plan(context);
        if (plan.isPresent()) {
            ServerRegistry.use(ServerRegistry.started(this, plan.get(), context), context);
            boolean isShared = !Contexts.isOfTest(plan.get().home());
            Selection selection = new Selection(this, context);
            if (selection.isComplete()) {
                InjectedFields.set(context, isShared, selection::value);
            }
        } else if (source instanceof AnnotatedServer && Contexts.isOfTest(context)) {
            refuseFieldsWithoutServer(context);
        }
    }

    private static void refuseFieldsWithoutServer(ExtensionContext context) {
        if (InjectedFields.areIn(context) && RegisteredServer.count(context) == 0) {
            throw new ExtensionConfigurationException("there is no DoIP server for @InjectDoip field "
                    + InjectedFields.first(context) + ": annotate the class with @DoipServerTest");
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        InjectionPoint point = InjectionPoint.of(parameter);
        if (!Injectables.of(context).areFor(point)) {
            return false;
        }
        source.plan(context).ifPresent(plan -> ServerRegistry.started(this, plan, context));
        return new Selection(this, context).isOurs(point);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Selection(this, context).value(InjectionPoint.of(parameter));
    }

    /** Nothing after it is called for a constructor that fails. */
    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        try {
            return invocation.proceed();
        } catch (Throwable e) {
            new Ending(this, context).explain(e);
            throw e;
        }
    }

    /** A dynamic test fails on its own, not its factory, which may be some containers away. */
    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable e) {
            for (ExtensionContext at : Contexts.outwards(context)) {
                if (new Ending(this, at).explain(e)) {
                    break;
                }
            }
            throw e;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        new Ending(this, context).run();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        new Ending(this, context).run();
    }

    /** Describes an extension. Each method says the default. Not safe for use by several threads at once. */
    public static final class Builder {
        private @Nullable String name;
        private Supplier<DoipServerBuilder> vehicle = DemoVehicle.create()::server;
        private final List<Consumer<DoipServerBuilder>> changes = new ArrayList<>();
        private TraceMode trace = TraceMode.ON_FAILURE;
        private boolean failOnServerError = true;
        private boolean virtualTime;

        private Builder() {}

        /**
         * Sets the name by which {@link DoipInstance} chooses the server: by default that of the extension's field.
         *
         * @param unique no other server of the test has it
         * @return this
         * @throws IllegalArgumentException if it is empty
         */
        public Builder name(String unique) {
            if (unique.isBlank()) {
                throw new IllegalArgumentException("the name of a server must not be empty");
            }
            name = unique;
            return this;
        }

        /**
         * Sets the demo vehicle's properties.
         *
         * @param demo a demo vehicle
         * @return this
         */
        public Builder vehicle(DemoVehicle demo) {
            return vehicle(demo::server);
        }

        /**
         * Takes another vehicle instead of the demo vehicle.
         *
         * @param description makes a new builder for every server: {@code ReferenceEcu::server} or {@code
         *     DoipServer::builder} for example
         * @return this
         */
        public Builder vehicle(Supplier<DoipServerBuilder> description) {
            vehicle = description;
            return this;
        }

        /**
         * Takes exactly these UDS services, and none that is on the class path only; by default all that
         * {@link java.util.ServiceLoader} finds.
         *
         * @param providers make the services
         * @return this
         */
        public Builder services(UdsServiceProvider... providers) {
            List<UdsServiceProvider> all = List.of(providers);
            return configure(ServerSpec.exactly(() -> all));
        }

        /**
         * Changes the server before it starts: everything that production code can say can be said here. May be called several
         * times.
         *
         * @param change is called for every server that is started, before the test's {@link ConfigureServer} methods
         * @return this
         */
        public Builder configure(Consumer<DoipServerBuilder> change) {
            changes.add(change);
            return this;
        }

        /**
         * Sets what a test leaves behind of what the server has seen, {@link TraceMode#ON_FAILURE} by default.
         *
         * @param mode when a trace is written
         * @return this
         */
        public Builder trace(TraceMode mode) {
            trace = mode;
            return this;
        }

        /**
         * Sets whether a test fails when something threw that is plugged into the server, which only logs it: a UDS service (the
         * tester gets NRC 0x10), a listener, an interceptor, a message handler, a policy; true by
         * default.
         *
         * @param fail false for tests of such failures
         * @return this
         */
        public Builder failOnServerError(boolean fail) {
            failOnServerError = fail;
            return this;
        }

        /**
         * Sets whether the time of the server stands still until the test moves it, with {@link DoipServerHandle#clock()}; false
         * by default.
         *
         * @param virtual true for tests of timers
         * @return this
         */
        public Builder virtualTime(boolean virtual) {
            virtualTime = virtual;
            return this;
        }

        /**
         * Makes the extension.
         *
         * @return an extension for a {@code @RegisterExtension} field
         */
        public DoipServerExtension build() {
            return new DoipServerExtension(this);
        }
    }
}
