// The floor that every reader of metadata stands on, as one thread of plain system calls.
//
//     floor read            reads each file named on standard input (one path a line) into one reused buffer
//     floor walk SUFFIX...  walks the current folder and calls stat on each file with one of the suffixes
//
// Both print how many files and bytes they met, so that nobody measures a floor that did nothing.

#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { bufferSize = 256 * 1024 };

struct Totals {
    long long files;
    long long bytes;
};

static void fail(const char *what) {
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void readFiles(struct Totals *totals) {
    static char buffer[bufferSize];
    char *path = NULL;
    size_t capacity = 0;
    ssize_t length;
    while ((length = getline(&path, &capacity, stdin)) > 0) {
        if (path[length - 1] == '\n') path[length - 1] = '\0';
        int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        if (file < 0) fail(path);
        ssize_t count;
        while ((count = read(file, buffer, bufferSize)) > 0) totals->bytes += count;
        if (count < 0) fail(path);
        close(file);
        totals->files += 1;
    }
    free(path);
}

static int isRelevant(const char *name, int suffixCount, char **suffixes) {
    size_t length = strlen(name);
    for (int index = 0; index < suffixCount; index++) {
        size_t suffixLength = strlen(suffixes[index]);
        if (length > suffixLength && memcmp(name + length - suffixLength, suffixes[index], suffixLength) == 0) return 1;
    }
    return 0;
}

static void walk(int folder, int suffixCount, char **suffixes, struct Totals *totals) {
    DIR *stream = fdopendir(folder);
    if (stream == NULL) fail("fdopendir");
    struct dirent *entry;
    while ((entry = readdir(stream)) != NULL) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) continue;
        // Where a file system leaves the type open, opening it as a folder decides.
        if (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN) {
            int child = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
            if (child >= 0) {
                walk(child, suffixCount, suffixes, totals);
                continue;
            }
            if (errno != ENOTDIR) fail(name);
        }
        struct stat status;
        if (isRelevant(name, suffixCount, suffixes)) {
            if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) fail(name);
            totals->files += 1;
            totals->bytes += status.st_size;
        }
    }
    closedir(stream);
}

int main(int argumentCount, char **arguments) {
    struct Totals totals = {0, 0};
    if (argumentCount == 2 && strcmp(arguments[1], "read") == 0) {
        readFiles(&totals);
    } else if (argumentCount > 2 && strcmp(arguments[1], "walk") == 0) {
        int folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0) fail(".");
        walk(folder, argumentCount - 2, arguments + 2, &totals);
    } else {
        fprintf(stderr, "usage: floor read < PATHS | floor walk SUFFIX...\n");
        return 2;
    }
    printf("%lld %lld\n", totals.files, totals.bytes);
    return 0;
}
