/** A binary heap that is ordered by `isBefore`. */
export class Heap<Item> {
  private readonly items: Item[] = [];

  constructor(private readonly isBefore: (one: Item, other: Item) => boolean) {}

  push(item: Item): void {
    let at = this.items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.precedes(at, parent)) {
        return;
      }
      this.swap(at, parent);
      at = parent;
    }
  }

  /** Returns undefined if the heap is empty. */
  pop(): Item | undefined {
    const [first] = this.items;
    const last = this.items.pop();
    if (last !== undefined && this.items.length > 0) {
      this.items[0] = last;
      this.sink();
    }
    return first;
  }

  private sink(): void {
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const child = this.precedes(left + 1, left) ? left + 1 : left;
      if (!this.precedes(child, at)) {
        return;
      }
      this.swap(at, child);
      at = child;
    }
  }

  private precedes(one: number, other: number): boolean {
    const [first, second] = [this.items[one], this.items[other]];
    return first !== undefined && (second === undefined || this.isBefore(first, second));
  }

  private swap(one: number, other: number): void {
    const [first, second] = [this.items[one], this.items[other]];
    if (first !== undefined && second !== undefined) {
      this.items[one] = second;
      this.items[other] = first;
    }
  }
}
