package io.doip4j.server.internal.net;

import static io.doip4j.server.internal.net.FakeInterfaces.ip;
import static io.doip4j.server.internal.net.FakeInterfaces.link;
import static io.doip4j.server.internal.net.FakeInterfaces.mac;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.internal.protocol.Announcer;
import io.doip4j.server.internal.testing.ManualTime;
import io.doip4j.server.spi.NetworkInterfaces.Link;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an entity does when addresses come and go, under virtual time. */
class NetworkChangesTest {
    private static final Announcer.Schedule STANDARD =
            new Announcer.Schedule(Duration.ofMillis(500), 3, Duration.ofMillis(500));

    private final ManualTime time = new ManualTime();
    private final Random random = new Random(3);
    private final FakeInterfaces host = new FakeInterfaces().with(FakeInterfaces.loopback());
    private final List<String> effects = new ArrayList<>();
    private final List<Long> sentAt = new ArrayList<>();

    private NetworkChanges entity(String... bindAddresses) {
        List<InetAddress> bound =
                Arrays.stream(bindAddresses).map(FakeInterfaces::ip).toList();
        Announcer announcer = new Announcer(time.timers());
        return new NetworkChanges(
                bound, new Recorder(), (send, done) -> announcer.announce(STANDARD, random, send, done));
    }

    private void update(NetworkChanges entity) {
        entity.update(host.links());
        time.advance(Duration.ofSeconds(5));
    }

    private List<String> take() {
        List<String> taken = List.copyOf(effects);
        effects.clear();
        sentAt.clear();
        return taken;
    }

    @Test
    @Tag("T1")
    void announcesThreeTimesFromAnAddressThatIsThereAtTheStart() {
        host.with(2, "192.0.2.1");
        long start = time.millis();
        NetworkChanges entity = entity("0.0.0.0");
        entity.update(host.links());
        time.advance(Duration.ofSeconds(5));

        assertThat(sentAt).hasSize(3);
        assertThat(sentAt.get(0) - start).isBetween(0L, 500L);
        assertThat(sentAt.get(1) - sentAt.get(0)).isEqualTo(500);
        assertThat(sentAt.get(2) - sentAt.get(1)).isEqualTo(500);
        assertThat(take())
                .containsExactly(
                        "gained 192.0.2.1", "announce [192.0.2.1]", "announce [192.0.2.1]", "announce [192.0.2.1]");
        update(entity);
        assertThat(take()).isEmpty();
    }

    @Test
    @Tag("T2")
    void everySeriesHasAWaitOfItsOwn() {
        Set<Long> waits = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            long start = time.millis();
            host.with(2, "192.0.2.1");
            update(entity("0.0.0.0"));
            waits.add(sentAt.get(0) - start);
            take();
        }

        assertThat(waits).hasSizeGreaterThan(15).allMatch(wait -> wait <= 500);
    }

    @Test
    @Tag("T3")
    void announcesWhenAnAddressArrivesAndAgainForTheNext() {
        NetworkChanges entity = entity("0.0.0.0");
        update(entity);
        assertThat(take()).isEmpty();

        host.with(2, "192.0.2.1");
        update(entity);
        assertThat(take()).filteredOn("announce [192.0.2.1]"::equals).hasSize(3);

        host.with(2, "192.0.2.1", "192.0.2.2");
        update(entity);
        assertThat(take())
                .containsExactly(
                        "gained 192.0.2.2", "announce [192.0.2.2]", "announce [192.0.2.2]", "announce [192.0.2.2]");
    }

    @Test
    @Tag("T108")
    void addressThatIsGoneIsLostAndAnnouncedWhenItIsBack() {
        host.with(2, "192.0.2.1").with(3, "198.51.100.1");
        NetworkChanges entity = entity("0.0.0.0");
        update(entity);
        take();

        host.with(2);
        update(entity);
        assertThat(take()).containsExactly("lost 192.0.2.1");

        host.with(2, "192.0.2.1");
        update(entity);
        assertThat(take())
                .startsWith("gained 192.0.2.1")
                .filteredOn("announce [192.0.2.1]"::equals)
                .hasSize(3);
    }

    @Test
    @Tag("T108")
    void interfaceThatIsDownOrNewHasLostItsAddresses() {
        host.with(2, "192.0.2.1");
        NetworkChanges entity = entity("192.0.2.1");
        update(entity);
        take();

        host.with(link(2, false, "192.0.2.1"));
        update(entity);
        assertThat(take()).containsExactly("lost 192.0.2.1");

        host.without(2).with(4, "192.0.2.1");
        update(entity);
        host.without(4).with(5, "192.0.2.1");
        update(entity);
        assertThat(take())
                .contains("lost 192.0.2.1")
                .filteredOn("gained 192.0.2.1"::equals)
                .hasSize(2);
    }

    @Test
    void lostAddressEndsItsPartOfASeries() {
        host.with(2, "192.0.2.1").with(3, "198.51.100.1");
        NetworkChanges entity = entity("0.0.0.0");
        entity.update(host.links());
        time.advance(Duration.ofMillis(500));
        assertThat(take()).contains("announce [192.0.2.1, 198.51.100.1]");

        host.without(2);
        update(entity);
        assertThat(take()).containsExactly("lost 192.0.2.1", "announce [198.51.100.1]", "announce [198.51.100.1]");

        host.with(2, "192.0.2.1");
        entity.update(host.links());
        host.without(2);
        update(entity);
        assertThat(take()).containsExactly("gained 192.0.2.1", "lost 192.0.2.1");
    }

    @Test
    void onlyBoundAddressesAreAnnouncedButEveryLostOneIsTold() {
        host.with(2, "192.0.2.1", "2001:db8::1").with(3, "198.51.100.1");
        NetworkChanges entity = entity("198.51.100.1");
        update(entity);
        assertThat(take()).startsWith("gained 198.51.100.1").hasSize(4);
        host.without(2);
        update(entity);
        assertThat(take()).containsExactlyInAnyOrder("lost 192.0.2.1", "lost 2001:db8:0:0:0:0:0:1");
    }

    @Test
    void allAddressesAreThoseOfTheSameFamily() {
        host.with(2, "192.0.2.1", "2001:db8::1");
        assertThat(boundBy("0.0.0.0")).containsExactly(ip("192.0.2.1"));
        assertThat(boundBy("::")).containsExactly(ip("2001:db8::1"));
        assertThat(boundBy("0.0.0.0", "::")).containsExactly(ip("192.0.2.1"), ip("2001:db8::1"));
        assertThat(boundBy("127.0.0.1")).containsExactly(ip("127.0.0.1"));
    }

    private List<InetAddress> boundBy(String... bindAddresses) {
        NetworkChanges entity = entity(bindAddresses);
        entity.update(host.links());
        return entity.addresses().stream().map(LocalAddress::address).toList();
    }

    @Test
    void linkLocalAddressBelongsToTheInterfaceOfItsScope() {
        host.with(2, "fe80::1").with(3, "fe80::1");
        assertThat(boundBy("fe80::1")).hasSize(2);
        NetworkChanges entity = entity("::");
        entity.update(host.links());
        assertThat(entity.addresses()).extracting(LocalAddress::index).containsExactly(2, 3);
    }

    @Test
    @Tag("T11")
    void eidsAreTheMacAddressesOfTheBoundInterfaces() {
        host.with(2, "192.0.2.1").with(3, "198.51.100.1").with(4).with(link(5, false, "203.0.113.1"));
        NetworkChanges all = entity("0.0.0.0");
        update(all);
        assertThat(all.eids()).containsExactlyInAnyOrder(mac(2), mac(3));
        NetworkChanges one = entity("198.51.100.1");
        update(one);
        assertThat(one.eids()).containsExactly(mac(3));

        host.with(4, "203.0.113.4").without(2);
        update(all);
        assertThat(all.eids()).containsExactlyInAnyOrder(mac(3), mac(4));
    }

    private final class Recorder implements NetworkChanges.Effects {
        @Override
        public void interfaces(List<Link> links) {
            assertThat(links).isEqualTo(host.links());
        }

        @Override
        public void gained(LocalAddress address) {
            effects.add("gained " + address.address().getHostAddress());
        }

        @Override
        public void lost(LocalAddress address) {
            effects.add("lost " + address.address().getHostAddress());
        }

        @Override
        public void announce(List<LocalAddress> from) {
            sentAt.add(time.millis());
            effects.add("announce "
                    + from.stream()
                            .map(address -> address.address().getHostAddress())
                            .toList());
        }
    }
}
