package io.doip4j.testkit.contract;

import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** What a provider says of itself, and how a server finds it. */
final class ProviderChecks {
    private static final String SERVICES_FILE = "META-INF/services/" + UdsServiceProvider.class.getName();

    private final UdsServiceProvider provider;
    private final Class<?> type;
    private final String name;

    ProviderChecks(UdsServiceProvider provider) {
        this.provider = provider;
        this.type = provider.getClass();
        this.name = type.getName();
    }

    /** The descriptor has to be the same each time, and in each instance. */
    void descriptor(UdsServiceProvider another, Findings findings) {
        String first = text(provider.descriptor());
        for (UdsServiceProvider asked : List.of(provider, another)) {
            String again = text(asked.descriptor());
            findings.addIf(
                    !again.equals(first),
                    "descriptor() was first [" + first + "], then [" + again + "]: build it from constants");
        }
    }

    private static String text(ServiceDescriptor descriptor) {
        return String.format(
                "service 0x%02X, at least %d bytes, in %s, sub-functions %s%s, needs %s%s%s",
                descriptor.serviceId(),
                descriptor.minLength(),
                descriptor.sessions(),
                descriptor.subFunctions(),
                descriptor.hasSubFunction() ? "" : " (none at all)",
                descriptor.access(),
                descriptor.physicalOnly() ? ", physical only" : "",
                descriptor.nonBlocking() ? ", non-blocking" : "");
    }

    /** The requests have to be some of this service. */
    void requests(List<ContractRequest> requests, Findings findings) {
        ServiceDescriptor descriptor = provider.descriptor();
        findings.addIf(requests.isEmpty(), "requests() is empty: name one that the service answers positively");
        for (ContractRequest each : requests) {
            int service = each.request().u8(0);
            findings.addIf(
                    service != descriptor.serviceId(),
                    String.format(
                            "the request %s is not for the service 0x%02X of the descriptor",
                            each.request(), descriptor.serviceId()));
            findings.addIf(
                    each.request().length() < descriptor.minLength(),
                    "the request " + each.request() + " is shorter than the " + descriptor.minLength()
                            + " bytes of minLength");
            findings.addIf(
                    descriptor.hasSubFunction() && !knows(descriptor, each),
                    "the descriptor has not the sub-function of the request " + each.request());
        }
    }

    private static boolean knows(ServiceDescriptor descriptor, ContractRequest request) {
        return request.request().length() > 1
                && (descriptor.subFunctions().isEmpty()
                        || descriptor
                                .subFunctions()
                                .containsKey(request.request().u8(1)));
    }

    /** The id has to be a constant that no other provider has. */
    void id(UdsServiceProvider another, Findings findings) {
        String id = provider.id();
        findings.addIf(id.isBlank(), "id() is blank");
        findings.addIf(
                !provider.id().equals(id) || !another.id().equals(id),
                "id() was first " + id + ", then " + another.id() + ": it has to be a constant");
        try {
            for (UdsServiceProvider other : ServiceLoader.load(UdsServiceProvider.class, loader())) {
                findings.addIf(
                        !other.getClass().equals(type) && other.id().equals(id),
                        "id() is " + id + ", which is also that of "
                                + other.getClass().getName());
            }
        } catch (ServiceConfigurationError e) {
            findings.add("ServiceLoader cannot load all providers: " + e.getMessage());
        }
    }

    /** ServiceLoader has to find and make it, on the class path and on the module path. */
    void discovery(Findings findings) {
        findings.addIf(!Modifier.isPublic(type.getModifiers()), name + " is not public");
        findings.addIf(
                type.isMemberClass() && !Modifier.isStatic(type.getModifiers()),
                name + " is an inner class: make it static");
        findings.addIf(
                Arrays.stream(type.getConstructors()).noneMatch(maker -> maker.getParameterCount() == 0),
                name + " has no public constructor without parameters");
        findings.addIf(
                !isListed(),
                name + " is not in " + SERVICES_FILE + ": annotate it with @AutoService(UdsServiceProvider.class), and"
                        + " since JDK 23 name the processor in the build");
        module().filter(module -> module.provides().stream()
                        .noneMatch(provided -> provided.service().equals(UdsServiceProvider.class.getName())
                                && provided.providers().contains(name)))
                .ifPresent(module -> findings.add("module-info of " + module.name() + " does not say: provides "
                        + UdsServiceProvider.class.getName() + " with " + name));
        try {
            findings.addIf(
                    ServiceLoader.load(UdsServiceProvider.class, loader()).stream()
                            .noneMatch(found -> found.type().equals(type)),
                    "ServiceLoader does not find " + name);
        } catch (ServiceConfigurationError e) {
            findings.add("ServiceLoader cannot load all providers: " + e.getMessage());
        }
    }

    private ClassLoader loader() {
        ClassLoader own = type.getClassLoader();
        return own == null ? ClassLoader.getSystemClassLoader() : own;
    }

    private boolean isListed() {
        try {
            for (URL file : Collections.list(loader().getResources(SERVICES_FILE))) {
                try (var in = file.openStream()) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    if (text.lines()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .anyMatch(name::equals)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The module that the class is in, or would be in on the module path. */
    private Optional<ModuleDescriptor> module() {
        ModuleDescriptor own = type.getModule().getDescriptor();
        if (own != null) {
            return own.isAutomatic() ? Optional.empty() : Optional.of(own);
        }
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            URI location = source.getLocation().toURI();
            return location.getScheme().equals("file")
                    ? ModuleFinder.of(Path.of(location)).findAll().stream()
                            .map(ModuleReference::descriptor)
                            .filter(module -> !module.isAutomatic())
                            .findFirst()
                    : Optional.empty();
        } catch (URISyntaxException | FindException e) {
            // A place that no module can be in.
            return Optional.empty();
        }
    }
}
