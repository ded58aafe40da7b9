/* Stands between a program and the system: records what it writes below a folder, makes the n-th
 * call fail, or ends the process before it. Preloaded; armed by shim_arm() in the process itself.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { OFF, RECORD, FAIL, DIE };
enum { WRITE = 1, SYNC = 2, NAME = 4, OPEN = 8, CUT = 16 };
#define FILES 1024
#define LONGEST 512

static int mode, kinds, failure, log_fd = -1;
static long nth;
static char prefix[LONGEST];
static volatile long *counted, *fired;
static char paths[FILES][LONGEST];

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

void shim_arm(const char *below, int how, int which, long number, int error, int log, long *shared) {
    strncpy(prefix, below, LONGEST - 1);
    mode = how; kinds = which; nth = number; failure = error; log_fd = log;
    counted = shared; fired = shared + 1;
    *counted = *fired = 0;
}

static int ours(const char *path) {
    return mode != OFF && path && strncmp(path, prefix, strlen(prefix)) == 0;
}

static const char *whole(const char *path, char *room) {
    if (!path || path[0] == '/') return path;
    if (mode == OFF || syscall(SYS_getcwd, room, LONGEST) <= 0) return path;
    size_t used = strlen(room);
    if (used + strlen(path) + 2 > LONGEST) return path;
    room[used] = '/';
    strcpy(room + used + 1, path);
    return room;
}

static const char *of(int fd) {
    return mode != OFF && fd >= 0 && fd < FILES && paths[fd][0] ? paths[fd] : NULL;
}

/* Tell whether this call is to fail; or end here. */
static int fails(int kind, const char *path) {
    if ((mode != FAIL && mode != DIE) || !(kinds & kind) || !path) return 0;
    if (++*counted != nth) return 0;
    *fired = 1;
    if (mode == DIE) syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    errno = failure;
    return 1;
}

static void all(const void *data, size_t size) {
    const char *at = data;
    while (size) {
        long done = syscall(SYS_write, log_fd, at, size);
        if (done <= 0) return;
        at += done;
        size -= done;
    }
}

static void note(char op, const char *one, const char *two, uint64_t place, const void *data,
                 uint32_t size) {
    if (mode != RECORD) return;
    int kept = errno;
    uint16_t first = one ? strlen(one) : 0, second = two ? strlen(two) : 0;
    all(&op, 1); all(&first, 2); all(&second, 2); all(&place, 8); all(&size, 4);
    all(one, first); all(two, second);
    if (data) all(data, size);
    errno = kept;
}

static int opened(const char *path, int flags, int fd, int there) {
    if (fd < 0 || fd >= FILES) return fd;
    strncpy(paths[fd], path, LONGEST - 1);
    if (!there) note('c', path, NULL, 0, NULL, 0);
    else if (flags & O_TRUNC) note('t', path, NULL, 0, NULL, 0);
    return fd;
}

#define OPENS(name, call) \
    mode_t how = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); how = va_arg(more, mode_t); va_end(more); } \
    REAL(name); \
    char room[LONGEST]; \
    const char *full = whole(path, room); \
    if (!ours(full)) return call; \
    struct stat about; \
    int there = stat(full, &about) == 0; \
    if ((flags & O_CREAT) && fails(OPEN, full)) return -1; \
    int fd = call; \
    return opened(full, flags, fd, there);

int open(const char *path, int flags, ...) { OPENS(open, real(path, flags, how)) }
int open64(const char *path, int flags, ...) { OPENS(open64, real(path, flags, how)) }
int openat(int at, const char *path, int flags, ...) { OPENS(openat, real(at, path, flags, how)) }
int openat64(int at, const char *path, int flags, ...) { OPENS(openat64, real(at, path, flags, how)) }

int close(int fd) {
    REAL(close);
    if (fd >= 0 && fd < FILES) paths[fd][0] = 0;
    return real(fd);
}

static ssize_t wrote(int fd, const char *path, off_t place, const void *data, ssize_t done) {
    (void)fd;
    if (done > 0) note('w', path, NULL, place, data, done);
    return done;
}

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    const char *path = of(fd);
    if (fd == 1 && mode == RECORD) note('a', NULL, NULL, 0, data, size);
    if (!path) return real(fd, data, size);
    if (fails(WRITE, path)) return -1;
    off_t place = lseek(fd, 0, SEEK_CUR);
    if (fcntl(fd, F_GETFL) & O_APPEND) { struct stat s; fstat(fd, &s); place = s.st_size; }
    return wrote(fd, path, place, data, real(fd, data, size));
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t place) {
    REAL(pwrite);
    const char *path = of(fd);
    if (fails(WRITE, path)) return -1;
    ssize_t done = real(fd, data, size, place);
    return path ? wrote(fd, path, place, data, done) : done;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t place) {
    REAL(pwrite64);
    const char *path = of(fd);
    if (fails(WRITE, path)) return -1;
    ssize_t done = real(fd, data, size, place);
    return path ? wrote(fd, path, place, data, done) : done;
}

#define SYNCS(name) \
    int name(int fd) { \
        REAL(name); \
        const char *path = of(fd); \
        if (fails(SYNC, path)) return -1; \
        int done = real(fd); \
        if (path && !done) note('s', path, NULL, 0, NULL, 0); \
        return done; \
    }
SYNCS(fsync)
SYNCS(fdatasync)

#define CUTS(name, type) \
    int name(int fd, type size) { \
        REAL(name); \
        const char *path = of(fd); \
        if (fails(CUT, path)) return -1; \
        int done = real(fd, size); \
        if (path && !done) note('t', path, NULL, size, NULL, 0); \
        return done; \
    }
CUTS(ftruncate, off_t)
CUTS(ftruncate64, off64_t)

int unlink(const char *path) {
    REAL(unlink);
    char room[LONGEST];
    const char *full = whole(path, room);
    if (!ours(full)) return real(path);
    if (fails(NAME, full)) return -1;
    int done = real(path);
    if (!done) note('u', full, NULL, 0, NULL, 0);
    return done;
}

#define NAMES(name, op) \
    int name(const char *from, const char *to) { \
        REAL(name); \
        char one[LONGEST], two[LONGEST]; \
        const char *first = whole(from, one), *second = whole(to, two); \
        if (!ours(second)) return real(from, to); \
        if (fails(NAME, second)) return -1; \
        int done = real(from, to); \
        if (!done) note(op, first, second, 0, NULL, 0); \
        return done; \
    }
NAMES(rename, 'r')
NAMES(link, 'l')

int linkat(int one_at, const char *from, int two_at, const char *to, int flags) {
    REAL(linkat);
    char one[LONGEST], two[LONGEST];
    const char *first = whole(from, one), *second = whole(to, two);
    if (!ours(second)) return real(one_at, from, two_at, to, flags);
    if (fails(NAME, second)) return -1;
    int done = real(one_at, from, two_at, to, flags);
    if (!done) note('l', first, second, 0, NULL, 0);
    return done;
}
